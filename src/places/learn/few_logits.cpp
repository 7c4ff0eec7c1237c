#include "places/learn/few_logits.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "ui/numbers.h"

namespace inkling {
namespace {

constexpr int kMostLogit = 6;  // Larger ones make numbers that are too long to compare.

// Draws the probabilities as columns that are filled from below.
void draw_bars(Ui& ui, const FewLogits& few, Rect area) {
  const Palette& colours = ui.colours();
  const Rect names = area.cut_bottom(line_height(Type::kBody));
  for (int i = 0; i < kFewLogits; ++i) {
    const Rect bar = area.column(i, kFewLogits, 3 * kStep);
    ui.fill(bar, mixed(colours.paper, colours.hairline, 0.6f), kStep);
    const auto share = static_cast<float>(few.probabilities[static_cast<std::size_t>(i)]);
    const float height = std::max(4.0f, bar.h * share);
    ui.fill({bar.x, bar.bottom() - height, bar.w, height}, colours.indigo,
            std::min(static_cast<float>(kStep), height / 2));
    ui.label(names.column(i, kFewLogits, 3 * kStep), std::string(1, static_cast<char>('A' + i)),
             Type::kBodyBold, colours.ink, Align::kCentre);
  }
}

}  // namespace

FewLogits softmax_of(const std::array<int, kFewLogits>& logits) {
  FewLogits few;
  for (std::size_t i = 0; i < logits.size(); ++i) few.exponentials[i] = std::exp(logits[i]);
  few.sum = std::accumulate(few.exponentials.begin(), few.exponentials.end(), 0.0);
  for (std::size_t i = 0; i < logits.size(); ++i) {
    few.probabilities[i] = few.exponentials[i] / few.sum;
  }
  return few;
}

float draw_few_logits(Ui& ui, const Learn& learn, Rect area, float visible, SymbolMarks& marks) {
  const Palette& colours = ui.colours();
  const float top = area.y;
  const FewLogits few = softmax_of(learn.few_logits);
  ui.cut_text(area, ui.say(Text::kFewLogitsTitle), Type::kBodyBold, colours.ink, 4);
  constexpr float kName = 28, kGap = kStep;
  constexpr int kColumns = 3;
  // From the left: the row's name, two buttons, and the columns z, e^z and p; these stand below
  // where there is no room beside.
  constexpr float kLeastBeside = 320;
  const bool beside = area.w >= kLeastBeside;
  const auto columns = [&](Rect line) {
    if (beside) line.cut_left(kName + 2 * (kTouch + 4), kGap);
    return line;
  };
  const Rect head = columns(area.cut_top(line_height(Type::kBody)));
  const Text titles[kColumns] = {Text::kColumnLogit, Text::kColumnExponential,
                                 Text::kColumnProbability};
  for (int i = 0; i < kColumns; ++i) {
    ui.label(head.column(i, kColumns, kGap), ui.say(titles[i]), Type::kSmall, colours.quiet,
             Align::kRight);
  }
  std::string spoken;
  for (int row = 0; row < kFewLogits; ++row) {
    const auto i = static_cast<std::size_t>(row);
    const int logit = learn.few_logits[i];
    const std::string name(1, static_cast<char>('A' + row));
    Rect line = area.cut_top(kTouch, 4);
    const Rect values = beside ? columns(line) : area.cut_top(line_height(Type::kBody) + 10, kStep);
    ui.label(line.cut_left(kName), name, Type::kBodyBold, colours.ink);
    const std::string of = ui.say(Text::kLogitOf, {name});
    const std::string id = "few-" + std::to_string(row);
    if (ui.button(id + "-less", line.cut_left(kTouch, 4), ui.say(Text::kMinusSign),
                  ButtonLook::kOutline, logit == -kMostLogit, ui.say(Text::kLess, {of}))) {
      ui.act(SetFewLogit{row, logit - 1});
    }
    if (ui.button(id + "-more", line.cut_left(kTouch), ui.say(Text::kPlusSign),
                  ButtonLook::kOutline, logit == kMostLogit, ui.say(Text::kMore, {of}))) {
      ui.act(SetFewLogit{row, logit + 1});
    }
    const std::string texts[kColumns] = {
        fixed(ui.language(), logit, 0), fixed(ui.language(), few.exponentials[i], 2),
        ui.say(Text::kPercent, {percent(ui.language(), few.probabilities[i], 1)})};
    const char* symbols[kColumns] = {"z", "e", "p"};
    for (int column = 0; column < kColumns; ++column) {
      Rect cell = values.column(column, kColumns, kGap);
      if (column + 1 == kColumns) {
        const Rect track = {cell.x, cell.bottom() - 10, cell.w, 6};
        ui.track(track, faded(colours.hairline, 0.6f));
        ui.track({track.x, track.y,
                  std::max(6.0f, track.w * static_cast<float>(few.probabilities[i])), 6},
                 colours.indigo);
      }
      ui.label(cell, texts[column], column == 0 ? Type::kBody : Type::kBodyBold, colours.ink,
               Align::kRight);
      if (row == learn.few_chosen) marks.mark(symbols[column], cell);
    }
    spoken += ui.say(Text::kFewLogitSpoken, {name, texts[0], texts[1], texts[2]}) + "; ";
  }
  Rect foot = columns(area.cut_top(line_height(Type::kBody), kStep));
  ui.draw().AddLine({foot.x, foot.y}, {foot.right(), foot.y}, colours.hairline, 1.5f);
  const Rect sum = foot.column(1, kColumns, kGap), whole = foot.column(2, kColumns, kGap);
  ui.label(sum, fixed(ui.language(), few.sum, 2), Type::kBodyBold, colours.ink, Align::kRight);
  ui.label(whole, ui.say(Text::kPercent, {"100"}), Type::kBody, colours.quiet, Align::kRight);
  marks.mark("S", sum);
  ui.spoken("few-logits", Role::kText, {area.x, area.y, area.w, 1}, spoken);
  constexpr float kLeastBars = 120;
  const float room = visible - (area.y - top) - 2 * kStep;
  if (room >= kLeastBars) draw_bars(ui, few, area.cut_top(room, kStep));
  return area.y - top;
}

}  // namespace inkling
