#include "places/draw/scene_view.h"

#include <algorithm>

#include "ui/figures.h"
#include "ui/numbers.h"

namespace inkling {
namespace {

// Tells the scene in large words: how many images were seen or, in the end, what came of them.
struct SceneWords {
  std::string large;
  std::string more;
};

SceneWords scene_words(const Ui& ui, const State& state, const LearningScene& scene) {
  using Phase = LearningScene::Phase;
  if (scene.phase() == Phase::kScattering) {
    return {ui.say(Text::kSceneForgotten), ui.say(Text::kSceneForgottenMore)};
  }
  const std::string seen = ui.say(Text::kSceneSeen, {with_thousands(scene.images_seen())});
  if (scene.phase() != Phase::kDone || !state.training.result || !state.model.test_accuracy) {
    return {seen, ui.say(scene.is_slow() ? Text::kSceneStepMore : Text::kSceneFullSpeedMore)};
  }
  return {ui.say(Text::kSceneDone, {percent(ui.language(), *state.model.test_accuracy, 2)}),
          ui.say(Text::kSceneTook, {with_thousands(scene.images_seen()),
                                    fixed(ui.language(), state.training.result->seconds, 1)})};
}

// Returns the largest type in which the large words fit on a line.
Type type_of(const Ui& ui, const SceneWords& words, float width) {
  return ui.width_of(words.large, Type::kLarge) <= width ? Type::kLarge : Type::kTitle;
}

}  // namespace

float scene_words_height(const Ui& ui, const State& state, const LearningScene& scene,
                         float width) {
  const SceneWords words = scene_words(ui, state, scene);
  return ui.paragraph_height(width, words.large, type_of(ui, words, width)) +
         ui.paragraph_height(width, words.more, Type::kBody);
}

void draw_scene_words(Ui& ui, const State& state, const LearningScene& scene, Rect area,
                      Align align) {
  const SceneWords words = scene_words(ui, state, scene);
  const bool done = scene.phase() == LearningScene::Phase::kDone;
  const ImU32 colour = done ? ui.colours().jade : ui.colours().ink;
  ui.spoken("scene", Role::kText, area, words.large + " " + words.more);
  const Type type = type_of(ui, words, area.w);
  area.cut_top(ui.paragraph(area, words.large, type, colour, align));
  ui.paragraph(area, words.more, Type::kBody, ui.colours().quiet, align);
}

void draw_loss_of_images(Ui& ui, const State& state, const LearningScene& scene, Rect area) {
  const auto images = static_cast<float>(state.training.settings.train_images);
  Curve curve{.points = {}, .colour = ui.colours().indigo, .name = ui.say(Text::kTrainingData)};
  for (const CurvePoint& point : state.training.train_curve) {
    curve.points.push_back({point.epochs * images, point.loss});
  }
  constexpr float kLeastImages = 1000;
  draw_curves(ui, area,
              {.id = "plot-loss",
               .title = ui.say(Text::kLossCurve),
               .axis = ui.say(Text::kImagesAxis),
               .as_percent = false,
               .end = std::max(kLeastImages, static_cast<float>(scene.images_seen()))},
              {&curve, 1});
}

}  // namespace inkling
