#include "ui/figures.h"

#include <algorithm>
#include <cmath>

#include "ui/numbers.h"

namespace inkling {
namespace {

// Returns the step of a scale: 1, 2 or 5 times a power of ten.
float nice_step(float range, int most_steps) {
  const float rough = range / static_cast<float>(most_steps);
  const float power = std::pow(10.0f, std::floor(std::log10(std::max(rough, 1e-6f))));
  for (const float factor : {1.0f, 2.0f, 5.0f}) {
    if (factor * power >= rough) return factor * power;
  }
  return 10 * power;
}

// A loss may have run away: what is not finite is not drawn, and no scale reaches it.
bool is_on_scale(const ImVec2& point) { return std::isfinite(point.y); }

}  // namespace

void draw_picture(Ui& ui, Rect rect, const Picture& picture) {
  const Rect square = rect.square();
  ImDrawList& list = ui.draw();
  ui.tile(square, 4);
  list.AddRect({square.x, square.y}, {square.right(), square.bottom()}, ui.colours().hairline, 4);
  draw_pixels(ui, square, picture, ui.colours().ink);
  ui.spoken("picture", Role::kImage, square, ui.say(Text::kPictureLabel));
}

void draw_pixels(Ui& ui, Rect square, const Picture& picture, ImU32 colour) {
  ImDrawList& list = ui.draw();
  const float pixel = square.w / kPictureSide;
  // Plain rectangles with smoothed edges would show the seams between them.
  const ImDrawListFlags flags = list.Flags;
  list.Flags &= ~ImDrawListFlags_AntiAliasedFill;
  for (int y = 0; y < kPictureSide; ++y) {
    for (int x = 0; x < kPictureSide; ++x) {
      const std::uint8_t ink = picture[static_cast<std::size_t>(y) * kPictureSide + x];
      if (ink == 0) continue;
      const ImVec2 at = {square.x + pixel * static_cast<float>(x),
                         square.y + pixel * static_cast<float>(y)};
      list.AddRectFilled(at, {at.x + pixel, at.y + pixel},
                         faded(colour, static_cast<float>(ink) / 255));
    }
  }
  list.Flags = flags;
}

ImU32 signed_colour(const Palette& colours, double value, double largest) {
  const double strength = std::sqrt(std::min(std::abs(value) / std::max(largest, 1e-9), 1.0));
  return faded(value > 0 ? colours.speaks_for : colours.speaks_against,
               static_cast<float>(strength));
}

void draw_signed_map(Ui& ui, Rect square, std::span<const double> values, int step) {
  const int side = kPictureSide / step;
  std::vector<double> means(static_cast<std::size_t>(side * side));
  for (int y = 0; y < kPictureSide; ++y) {
    for (int x = 0; x < kPictureSide; ++x) {
      means[static_cast<std::size_t>(y / step * side + x / step)] +=
          values[static_cast<std::size_t>(y * kPictureSide + x)] / (step * step);
    }
  }
  double largest = 0;
  for (const double mean : means) largest = std::max(largest, std::abs(mean));
  ImDrawList& list = ui.draw();
  const ImDrawListFlags flags = list.Flags;
  list.Flags &= ~ImDrawListFlags_AntiAliasedFill;
  const float pixel = square.w / static_cast<float>(side);
  for (int i = 0; i < side * side; ++i) {
    const double mean = means[static_cast<std::size_t>(i)];
    if (std::abs(mean) < 0.02 * largest) continue;  // Nobody would see it.
    const ImVec2 at = {square.x + pixel * static_cast<float>(i % side),
                       square.y + pixel * static_cast<float>(i / side)};
    list.AddRectFilled(at, {at.x + pixel, at.y + pixel},
                       signed_colour(ui.colours(), mean, largest));
  }
  list.Flags = flags;
}

namespace {

// Returns the point of a curve that is nearest to a value of the axis to the right.
const ImVec2* nearest_point(const Curve& curve, float at) {
  const ImVec2* nearest = nullptr;
  for (const ImVec2& point : curve.points) {
    if (nearest == nullptr || std::abs(point.x - at) < std::abs(nearest->x - at)) nearest = &point;
  }
  return nearest;
}

// Draws words on a card beside a point, inside `bounds`.
void draw_tip(Ui& ui, ImVec2 at, Rect bounds, const std::vector<std::string>& lines) {
  float width = 0;
  for (const std::string& line : lines) width = std::max(width, ui.width_of(line, Type::kSmall));
  const float line = line_height(Type::kSmall);
  const float height = line * static_cast<float>(lines.size()) + kStep;
  Rect card = {at.x + 1.5f * kStep, at.y - height / 2, width + 2 * kStep, height};
  if (card.right() > bounds.right()) card.x = at.x - 1.5f * kStep - card.w;
  card.x = std::max(card.x, bounds.x);
  card.y = std::clamp(card.y, bounds.y, std::max(bounds.y, bounds.bottom() - height));
  ui.tile(card, 6);
  ui.draw().AddRect({card.x, card.y}, {card.right(), card.bottom()}, ui.colours().hairline, 6);
  Rect words = card.inset(kStep / 2);
  words.x += kStep / 2;
  for (const std::string& text : lines) {
    ui.label(words.cut_top(line), text, Type::kSmall, ui.colours().ink);
  }
}

}  // namespace

void draw_curves(Ui& ui, Rect rect, const CurvePlot& plot, std::span<const Curve> curves) {
  const Palette& colours = ui.colours();
  ImDrawList& list = ui.draw();
  Rect head = rect.cut_top(line_height(Type::kBody), 4);
  ui.label(head.cut_left(ui.width_of(plot.title, Type::kBodyBold) + 2 * kStep), plot.title,
           Type::kBodyBold, colours.ink);

  const auto value_text = [&](float value) {
    return plot.as_percent ? ui.say(Text::kPercent, {percent(ui.language(), value, 1)})
                           : loss_words(ui.language(), value);
  };
  // The legend tells the newest values.
  const auto legend_of = [&](const Curve& curve) {
    return curve.name + " " +
           (curve.points.empty() ? ui.say(Text::kUnknownNumber)
                                 : value_text(curve.points.back().y));
  };
  std::string spoken = plot.title;
  bool empty = true;
  for (const Curve& curve : curves) {
    empty = empty && curve.points.empty();
    spoken += "; " + legend_of(curve);
  }
  ui.spoken(plot.id, Role::kImage, rect, spoken);
  for (auto curve = curves.rbegin(); curve != curves.rend(); ++curve) {
    const std::string words = legend_of(*curve);
    const float width = ui.width_of(words, Type::kSmall);
    if (width + 26 > head.w) {
      head = rect.cut_top(line_height(Type::kSmall), 2);
    }
    ui.label(head.cut_right(width, 6), words, Type::kSmall, colours.quiet, Align::kRight);
    const Rect mark = head.cut_right(14, 12);
    list.AddLine({mark.x, mark.centre_y()}, {mark.right(), mark.centre_y()}, curve->colour,
                 curve->look == Curve::Look::kThin ? 1.2f : 2.2f);
    if (curve->look == Curve::Look::kDotsAtWholes) {
      list.AddCircleFilled({mark.centre_x(), mark.centre_y()}, 3.5f, curve->colour);
    }
  }

  Rect area = rect;
  area.cut_left(44);
  const Rect axis = area.cut_bottom(line_height(Type::kSmall));
  float top = 1;
  if (!plot.as_percent) {
    top = 0.1f;
    for (const Curve& curve : curves) {
      for (const ImVec2& point : curve.points) {
        if (is_on_scale(point)) top = std::max(top, point.y);
      }
    }
    top *= 1.05f;
  }
  const auto y_of = [&](float value) {
    return area.bottom() - std::clamp(value / top, 0.0f, 1.0f) * area.h;
  };
  const auto x_of = [&](float at) { return area.x + std::min(at / plot.end, 1.0f) * area.w; };

  const float y_step = plot.as_percent ? (area.h > 120 ? 0.2f : 0.5f) : nice_step(top, 4);
  for (float value = 0; value <= top * 1.001f; value += y_step) {
    const float y = std::round(y_of(value));
    list.AddLine({area.x, y}, {area.right(), y}, colours.hairline, 1);
    ui.label({rect.x, y - 12, 40, 24},
             plot.as_percent ? percent(ui.language(), value)
                             : fixed(ui.language(), value, y_step < 0.1f ? 2 : 1),
             Type::kSmall, colours.quiet, Align::kRight);
  }
  const float x_step = std::max(1.0f, nice_step(plot.end, 6));
  // The name of the axis stands at its end, instead of the numbers that it would cover.
  const float name = ui.width_of(plot.axis, Type::kSmall) + 2.5f * kStep;
  for (float at = 0; at <= plot.end; at += x_step) {
    if (x_of(at) > axis.right() - name) break;
    ui.label({x_of(at) - 20, axis.y, 40, axis.h}, fixed(ui.language(), at, 0), Type::kSmall,
             colours.quiet, Align::kCentre);
  }
  ui.label(axis, plot.axis, Type::kSmall, colours.quiet, Align::kRight);

  for (const Curve& curve : curves) {
    for (std::size_t i = 0; i < curve.points.size(); ++i) {
      if (!is_on_scale(curve.points[i])) continue;
      const ImVec2 at = {x_of(curve.points[i].x), y_of(curve.points[i].y)};
      if (i > 0 && is_on_scale(curve.points[i - 1])) {
        const ImVec2& last = curve.points[i - 1];
        list.AddLine({x_of(last.x), y_of(last.y)}, at, curve.colour,
                     curve.look == Curve::Look::kThin ? 1.2f : 2.2f);
      }
      const bool whole = curve.points[i].x == std::floor(curve.points[i].x);
      const bool newest = i + 1 == curve.points.size();
      if ((whole && curve.look == Curve::Look::kDotsAtWholes) || newest) {
        list.AddCircleFilled(at, 3.5f, curve.colour);
      }
    }
  }
  // What lies under a pointer or a finger is told in numbers.
  const ImVec2 pointer = ImGui::GetIO().MousePos;
  if (!empty && area.contains(pointer.x, pointer.y) && ImGui::IsWindowHovered()) {
    const float wanted = (pointer.x - area.x) / area.w * plot.end;
    const ImVec2* middle = nullptr;
    for (const Curve& curve : curves) {
      const ImVec2* point = nearest_point(curve, wanted);
      if (middle == nullptr ||
          (point != nullptr && std::abs(point->x - wanted) < std::abs(middle->x - wanted))) {
        middle = point;
      }
    }
    const float x = x_of(middle->x);
    list.AddLine({x, area.y}, {x, area.bottom()}, colours.quiet, 1);
    std::vector<std::string> lines = {plot.axis + " " +
                                      fixed(ui.language(), middle->x, middle->x < 100 ? 2 : 0)};
    for (const Curve& curve : curves) {
      const ImVec2* point = nearest_point(curve, middle->x);
      if (point == nullptr) continue;
      lines.push_back(curve.name + " " + value_text(point->y));
      if (is_on_scale(*point)) {
        list.AddCircleFilled({x_of(point->x), y_of(point->y)}, 5, curve.colour);
      }
    }
    draw_tip(ui, {x, pointer.y}, area, lines);
  }
  if (empty) {
    const float between_lines = (std::floor(top / 2 / y_step) + 0.5f) * y_step;
    ui.label({area.x, y_of(between_lines) - 12, area.w, 24}, ui.say(Text::kCurvesEmpty),
             Type::kSmall, colours.quiet, Align::kCentre);
  }
}

void draw_tick(Ui& ui, Rect square, ImU32 colour) {
  const auto at = [&](float x, float y) {
    return ImVec2{square.x + x * square.w, square.y + y * square.h};
  };
  const ImVec2 line[] = {at(0.05f, 0.55f), at(0.36f, 0.9f), at(0.95f, 0.1f)};
  ui.draw().AddPolyline(line, 3, colour, ImDrawFlags_None, 2);
}

void draw_cross(Ui& ui, Rect square, ImU32 colour) {
  const Rect arms = square.inset(square.w * 0.12f);
  ui.draw().AddLine({arms.x, arms.y}, {arms.right(), arms.bottom()}, colour, 2);
  ui.draw().AddLine({arms.x, arms.bottom()}, {arms.right(), arms.y}, colour, 2);
}

void draw_mark(Ui& ui, Rect rect, ImU32 colour) {
  // The mark is a drop: a circle with a tip on top.
  ImDrawList& list = ui.draw();
  const float radius = rect.w * 0.36f;
  const ImVec2 centre = {rect.centre_x(), rect.bottom() - radius - rect.h * 0.04f};
  list.PathLineTo({centre.x, rect.y});
  list.PathArcTo(centre, radius, -0.55f, 3.1416f + 0.55f, 24);
  list.PathFillConvex(colour);
  list.AddCircleFilled({centre.x - radius * 0.32f, centre.y - radius * 0.1f}, radius * 0.17f,
                       ui.colours().paper);
  list.AddCircleFilled({centre.x + radius * 0.32f, centre.y - radius * 0.1f}, radius * 0.17f,
                       ui.colours().paper);
}

}  // namespace inkling
