// Page is the whole app without a page: frames are built, but nothing is drawn.
#pragma once

#include <doctest/doctest.h>
#include <imgui.h>

#include <string>
#include <utility>
#include <vector>

#include "api/api.h"
#include "app/app.h"
#include "app/core/drawing.h"
#include "app/core/engine_events.h"
#include "app/core/network_changes.h"
#include "app/core/notices.h"
#include "app/core/saving.h"
#include "app/parameters.h"
#include "engine/jobs/import_job.h"
#include "unit/app/fake_host.h"

namespace inkling {

struct Page {
  Page() : context(ImGui::CreateContext()), app(host, {}), api(app.core(), app.places()) {
    app.letters().add_chinese({});
  }
  ~Page() { ImGui::DestroyContext(context); }

  // Runs frames until nothing moves any more.
  void settle(Viewport viewport = {1280, 800, 1}) {
    for (int i = 0; i < 300 && app.frame(clock_ms += 40, viewport); ++i) {
    }
  }
  // Runs some frames, while something may go on moving.
  void run(int frames, Viewport viewport) {
    for (int i = 0; i < frames; ++i) app.frame(clock_ms += 16, viewport);
  }
  void tap(float x, float y) {
    app.pointer({PointerKind::kDown, 1, true, x, y});
    app.pointer({PointerKind::kUp, 1, true, x, y});
    settle();
  }
  const Control* find(const std::string& id) const {
    for (const Control& control : app.semantics().controls()) {
      if (control.id == id) return &control;
    }
    return nullptr;
  }
  void tap(const std::string& id) {
    const Control* control = find(id);
    REQUIRE(control != nullptr);
    tap(control->rect.centre_x(), control->rect.centre_y());
  }
  // Presses a control, wherever it is scrolled to.
  void press(const std::string& id, Viewport viewport = {1280, 800, 1}) {
    INFO(id);
    REQUIRE(find(id) != nullptr);
    app.activate_control(id, "");
    settle(viewport);
  }
  void draw_seven() {
    const Rect pad = app.pad();
    const auto at = [&](PointerKind kind, float x, float y) {
      app.pointer({kind, 1, false, pad.x + x * pad.w, pad.y + y * pad.h});
    };
    at(PointerKind::kDown, 0.2f, 0.2f);
    at(PointerKind::kMove, 0.8f, 0.2f);
    at(PointerKind::kMove, 0.4f, 0.9f);
    at(PointerKind::kUp, 0.4f, 0.9f);
    settle();
  }

  // Passes on what the engine says of its own accord; its weights belong to the network that it was
  // given last.
  void say(Event event) {
    if (auto* weights = std::get_if<WeightsEvent>(&event)) weights->origin = host.newest_request;
    on_engine_message(app.core(), {.event = std::move(event)});
  }
  // Passes on the engine's answer to the newest command.
  void answer(Event event) {
    if (auto* weights = std::get_if<WeightsEvent>(&event)) weights->origin = host.newest_request;
    on_engine_message(app.core(),
                      {.event = std::move(event), .request = host.newest_request, .answers = true});
  }

  // The visitor chooses a file, and the engine reads it: one of ours, or none.
  void import_file(const std::string& name, const std::vector<std::uint8_t>& bytes) {
    import_files(app.core(), {{name, bytes}}, true);
    if (const auto own = ImportJob::own(std::get<ImportCommand>(host.commands.back()))) {
      answer(*own);
    } else {
      answer(ErrorEvent{.code = ErrorCode::kBadModel, .message = "It is no network.", .file = ""});
    }
  }

  ImGuiContext* context;
  FakeHost host;
  App app;
  Api api;
  double clock_ms = 0;
};

inline constexpr const char* kPlaceNames[] = {"draw", "train", "inside", "learn", "play"};

// Acts as if the engine had answered whatever Inside and Learn asked for.
inline void answer_all(Page& page) {
  LoadingEvent loading;
  loading.total = loading.loaded = 1;
  loading.train_images = 60000;
  loading.test_images = 10000;
  page.say(loading);
  EvaluatedEvent evaluated;
  for (int i = 0; i < 200; ++i) {
    evaluated.labels.push_back(static_cast<std::uint8_t>(i % 10));
    evaluated.predictions.push_back(static_cast<std::uint8_t>(i % 7));
    evaluated.probabilities.push_back(0.5f);
  }
  evaluated.confusion.assign(100, 1012);
  page.say(evaluated);
  NeighboursEvent nearest;
  nearest.indices = {5, 6, 7};
  nearest.distances = {1, 2, 3};
  page.say(nearest);
  MapEvent map;
  map.labels = {1, 2};
  map.places = {0, 0, 1, 1};
  map.mean.assign(512, 0);
  map.axes.assign(1024, 0.01f);
  page.say(map);
}

// Answers each request for pictures once: a landscape that came again would begin again.
inline void answer_pictures(Page& page) {
  for (const Command& command : std::exchange(page.host.commands, {})) {
    const auto* wanted = std::get_if<PicturesCommand>(&command);
    if (wanted == nullptr) continue;
    PicturesEvent event;
    event.use = wanted->use;
    event.split = wanted->split;
    event.indices = wanted->indices;
    event.pixels.assign(wanted->indices.size() * 784, 90);
    event.labels.assign(wanted->indices.size(), 3);
    page.say(event);
  }
}

}  // namespace inkling
