// Drawings are read from a file.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "base/result.h"
#include "data/ink.h"

namespace inkling {

struct LabelledDrawing {
  Drawing drawing;
  std::optional<int> label;  // It is the right answer, where the file tells it.
};

// Reads {"strokes": [[[x, y], ...], ...], "label": 7}, the strokes alone, or a list of such
// objects.
Result<std::vector<LabelledDrawing>> load_drawings(const std::filesystem::path& path);

// Returns the drawing turned by so many degrees against the clock.
Drawing turned(Drawing drawing, double degrees);

}  // namespace inkling
