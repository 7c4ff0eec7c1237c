// Several networks learn apart: each from its own part of the images, none of which the others see.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "nn/examples.h"
#include "nn/network.h"
#include "nn/settings.h"
#include "nn/trainer.h"

namespace inkling {

class LearningApart {
 public:
  // There are as many networks as seeds. Each begins with the random weights of its seed and learns
  // from settings.train_images examples of its own: the first ones are those of the first network.
  // `examples` must stay where they are.
  LearningApart(const Settings& settings, std::span<const std::uint32_t> seeds, Examples examples);

  // Does some milliseconds of work on the network that is behind. Returns false when all are done.
  bool advance();

  int count() const { return static_cast<int>(learners_.size()); }
  // Returns how many epochs all of them have done.
  int epochs() const;
  // Returns how much of the work is done, from 0 to 1.
  double share_done() const;
  // Returns a network as it is now.
  const Network<float>& network(int index);

 private:
  struct Learner {
    Learner(const Settings& settings, Examples examples);
    Examples examples;
    Network<float> network;
    Trainer trainer;
    bool done = false;
  };
  // A trainer keeps a reference to the network beside it: learners do not move.
  std::vector<std::unique_ptr<Learner>> learners_;
};

}  // namespace inkling
