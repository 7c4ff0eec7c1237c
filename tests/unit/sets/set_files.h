// Makes small data sets in the formats that people have them in.
#pragma once

#include <string>
#include <vector>

#include "unit/model/foreign_files.h"

// An IDX array of bytes.
inline inkling::FileBytes idx_file(const std::vector<int>& shape,
                                   const inkling::FileBytes& values) {
  inkling::FileBytes file = {0, 0, 8, static_cast<std::uint8_t>(shape.size())};
  for (const int extent : shape) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      file.push_back(static_cast<std::uint8_t>(extent >> shift));
    }
  }
  file.insert(file.end(), values.begin(), values.end());
  return file;
}

inline inkling::FileBytes idx_labels(const inkling::FileBytes& labels) {
  return idx_file({static_cast<int>(labels.size())}, labels);
}

// A square of each label's own grey, 200 and the label, on black: [count, side, side].
inline inkling::FileBytes squares(const inkling::FileBytes& labels, int side = 28) {
  inkling::FileBytes pixels;
  for (const std::uint8_t label : labels) {
    for (int i = 0; i < side * side; ++i) {
      const int row = i / side, col = i % side;
      const bool inside = row > 1 && row < side - 2 && col > 1 && col < side - 2;
      pixels.push_back(static_cast<std::uint8_t>(inside ? 200 + label : 0));
    }
  }
  return pixels;
}

inline inkling::FileBytes idx_images(const inkling::FileBytes& labels, int side = 28) {
  return idx_file({static_cast<int>(labels.size()), side, side}, squares(labels, side));
}

// Labels from `first` on, in a mixed order.
inline inkling::FileBytes mixed_labels(int count, int classes, int first = 0) {
  inkling::FileBytes labels;
  for (int i = 0; i < count; ++i) {
    labels.push_back(static_cast<std::uint8_t>(first + i * 7 % classes));
  }
  return labels;
}

inline std::string text_of_bytes(const inkling::FileBytes& bytes) {
  return {bytes.begin(), bytes.end()};
}

// A table of labels and 28 x 28 pixels.
inline std::string csv_of(const inkling::FileBytes& labels, bool header) {
  std::string text = header ? "label" : "";
  for (int p = 0; header && p < 784; ++p) text += ",pixel" + std::to_string(p);
  if (header) text += "\n";
  const inkling::FileBytes pixels = squares(labels);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    text += std::to_string(labels[i]);
    for (std::size_t p = 0; p < 784; ++p) text += "," + std::to_string(pixels[i * 784 + p]);
    text += "\n";
  }
  return text;
}
