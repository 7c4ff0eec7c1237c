// Holds what Inside shows beside the state that all places share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "app/core/state.h"
#include "places/shared/experiment_run.h"
#include "places/shared/network_view.h"

namespace inkling {

// Holds what the network takes each test picture for.
struct TestEvaluation {
  std::vector<std::uint8_t> labels;
  std::vector<std::uint8_t> predictions;
  std::vector<float> probabilities;  // They belong to the predictions.
  std::vector<int> confusion;        // [classes, classes]: label, prediction
  std::uint32_t version = 0;         // It is the version of the model that was measured.
};

// Says which pictures of the data set are looked at.
struct DataView {
  enum class Show { kTrain, kTest, kMistakes, kConfusion, kNeighbours };
  Show show = Show::kTest;
  int page = 0;
  // It is a cell of the confusion matrix.
  int label = 4;
  int predicted = 9;
  std::optional<std::size_t> selected = std::nullopt;  // It is a place in the gallery.
};
inline constexpr const char* kDataShowNames[] = {"train", "test", "mistakes", "confusion",
                                                 "nearest"};

// Holds a picture of the data set that is on the screen.
struct GalleryPicture {
  Split split = Split::kTest;
  int index = 0;
  int label = 0;
  Picture picture{};
};

struct Inside {
  enum class View { kNetwork, kWhy, kData, kMap, kExperiments };
  View view = View::kNetwork;
  NetworkView network;
  bool erasing = false;  // The pen rubs out.

  DataView data;
  std::optional<TestEvaluation> test_evaluation;
  std::vector<GalleryPicture> gallery;
  NeighboursEvent nearest;
  std::optional<MapEvent> map;
  std::optional<int> map_point;  // The visitor has touched this test image on the map.
  ExperimentRun experiment;
  // Holds what the engine has been asked for.
  struct Asked {
    bool data = false;
    bool evaluation = false;
    bool map = false;
    Split split = Split::kTest;
    std::vector<int> indices;
    Picture nearest_to{};
    std::optional<std::uint32_t> nearest_version;  // It is the version of the model that looked.
  };
  Asked asked;
};
inline constexpr const char* kInsideViewNames[] = {"network", "why", "data", "map", "experiments"};

}  // namespace inkling
