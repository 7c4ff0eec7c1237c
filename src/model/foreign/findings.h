// Finds out what a file does not say: which pixels its network expects, and what its hidden layers
// do.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/classes.h"
#include "model/foreign/layer_list.h"
#include "nn/examples.h"

namespace inkling {

// Programs hand MNIST's pixels, which are 0 to 255 in the files, to their networks as one of these.
enum class PixelScaling {
  kUnit,      // 0 to 1, as we do
  kBytes,     // 0 to 255
  kSigned,    // -1 to 1
  kStandard,  // (x - 0.1307) / 0.3081, with the mean and deviation of MNIST's training images
  kInverted,  // 1 to 0: black ink is 0
};
inline constexpr const char* kPixelScalingNames[] = {"from 0 to 1", "from 0 to 255", "from -1 to 1",
                                                     "(x - 0.1307) / 0.3081", "from 1 to 0"};

// A network as a file describes it.
struct ForeignLayers {
  std::string format;  // It is what people call the kind of file: "ONNX".
  // Each is a way in which the file may be meant, the likeliest first.
  std::vector<LayerList> lists;
  // Otherwise the file holds weights alone, and the lists have ReLU where any activation may be.
  bool activation_named = true;
};

// The same, as networks of ours.
struct ForeignNetworks {
  std::string format;
  std::vector<Network<float>> readings;
  bool activation_named = true;
};

// Returns the ways that give a network from pixels to so many classes, or an error that says what
// stands in the way of the likeliest.
Result<ForeignNetworks> fold_all(const ForeignLayers& layers, int classes = kDigits);

struct Findings {
  PixelScaling scaling = PixelScaling::kUnit;
  bool transposed = false;  // It expects images mirrored at their diagonal.
  Activation activation = Activation::kRelu;
  bool activation_guessed = false;
  int reading = 0;  // The file may be meant in several ways; this one was taken.
  // Output classes[c] of the file belongs to class c. It is empty where they are in order.
  std::vector<int> classes = {};
  int tried = 0;  // So many examples were tried.
  // So much of the examples is read with what was found, and with pixels and activation as we
  // would have taken them.
  double accuracy = 0;
  double plain_accuracy = 0;

  bool is_plain() const {
    return scaling == PixelScaling::kUnit && !transposed && activation == Activation::kRelu &&
           classes.empty();
  }
  // No way of reading it is much better than guessing.
  bool is_doubtful() const { return tried > 0 && accuracy <= 0.5; }

  // Serialises the findings as bytes (see base/bytes.h).
  static void fields(auto& self, auto& archive) {
    archive(self.scaling, self.transposed, self.activation, self.activation_guessed, self.reading,
            self.classes, self.tried, self.accuracy, self.plain_accuracy);
  }
};

struct FoundNetwork {
  Network<float> network;  // It takes pixels from 0 to 1: what was found is folded in.
  Findings findings;
};

// Tries the ways on examples, of which some hundreds are enough, and takes the one with the
// smallest loss: right scales give right probabilities, while the accuracy of ReLU networks hardly
// depends on them. Mirrored images are tried only where nothing else reads well, and another order
// of classes where a way reads at most half of the examples.
class WaySearch {
 public:
  // With `only`, no other scale of pixels is tried. There is a reading at least.
  explicit WaySearch(ForeignNetworks foreign, std::optional<PixelScaling> only = {});

  // Tries one way. Returns whether there are more.
  bool advance(Examples examples);
  // Returns the best of those that were tried. Without any, it is the network as we would have
  // taken it.
  FoundNetwork finish();

 private:
  void attempt(Findings way, Examples examples);
  int classes() const { return foreign_.readings.front().shape().layers.back(); }
  bool reads_well() const { return best_ && best_->findings.accuracy > 0.8; }

  ForeignNetworks foreign_;
  std::vector<Findings> ways_;
  std::size_t next_ = 0;
  std::optional<FoundNetwork> best_;
  double loss_ = 0;
  double plain_accuracy_ = 0;
};

// Tries all ways at once.
FoundNetwork find_out(ForeignNetworks foreign, Examples examples);

// Says in a sentence what was found; it is empty where everything is as we would have taken it.
std::string words_of(const Findings& findings);

}  // namespace inkling
