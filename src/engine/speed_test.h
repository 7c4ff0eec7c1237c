// A SpeedTest measures how fast this machine computes with each set of kernels: what the
// instructions could do at most, what a product of matrices does, and how many pictures a second a
// network learns from.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/thread_pool.h"
#include "math/kernels/kernel_set.h"
#include "nn/examples.h"

namespace inkling {

// A SpeedFigure is one measured number.
struct SpeedFigure {
  enum class Kind {
    // The GFLOP/s are those of a loop that only multiplies and adds in registers, or of the fastest
    // product where that is more.
    kPeak,
    // The GFLOP/s are those of a dense product. `detail` is "512x512x512 At B", say, where A is a
    // transposed view.
    kProduct,
    // The images/s are those of the article's network. `detail` is the number of threads.
    kTraining,
    // The milliseconds are those of a phase in a step of that training. `detail` is the phase.
    kPhase,
  };
  std::string kernel;
  Kind kind = Kind::kPeak;
  std::string detail;
  double value = 0;
  static void fields(auto& self, auto& archive) {
    archive(self.kernel, self.kind, self.detail, self.value);
  }
};
inline constexpr const char* kSpeedKindNames[] = {"peak", "product", "training", "phase"};

class SpeedTest {
 public:
  // `training` are some hundreds of pictures or more, and must stay where they are. `detailed` adds
  // products of other shapes, transposed ones, and the phases of a step. With a pool, training with
  // the last of the sets is measured once more with all its threads.
  SpeedTest(std::span<const KernelSet* const> sets, Examples training, bool detailed,
            ThreadPool* pool, std::function<double()> now_ms);

  // Measures the next numbers, for a twentieth of a second or so. Returns whether there is more.
  bool advance();
  const std::vector<SpeedFigure>& figures() const { return figures_; }

 private:
  void measure_peak(const KernelSet& set);
  void measure_product(const KernelSet& set, int rows, int depth, int cols, std::string_view form);
  void measure_training(const KernelSet& set, ThreadPool* pool);
  void add(const KernelSet& set, SpeedFigure::Kind kind, std::string detail, double value);

  Examples training_;
  bool detailed_;
  std::function<double()> now_ms_;
  std::vector<std::function<void()>> tasks_;
  std::size_t done_ = 0;
  std::vector<SpeedFigure> figures_;
};

}  // namespace inkling
