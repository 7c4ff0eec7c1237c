#include "engine/speed_test.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "base/classes.h"
#include "math/gemm.h"
#include "math/random.h"
#include "nn/trainer.h"

namespace inkling {
namespace {

constexpr double kMeasureMs = 60;
// Clocks in browsers are coarse, to a tenth of a millisecond: what is timed must take far longer.
constexpr double kSampleMs = 6;

// Returns how long one call of `work` takes, in the best of as many samples as fit. Other programs
// can only make it longer.
template <class Work>
double best_ms(const std::function<double()>& now_ms, Work work) {
  const auto sample_ms = [&](int calls) {
    const double before = now_ms();
    for (int i = 0; i < calls; ++i) work();
    return now_ms() - before;
  };
  // The first calls fill the caches, and let the browser compile what it runs: they take longer
  // than later ones, of which more may have to be made.
  int calls = 1;
  double best = std::numeric_limits<double>::infinity();
  for (const double end = now_ms() + kMeasureMs; now_ms() < end || !std::isfinite(best);) {
    const double ms = sample_ms(calls);
    if (ms < kSampleMs) {
      calls *= 2;
    } else {
      best = std::min(best, ms / calls);
    }
  }
  return best;
}

double gflops(double operations, double ms) { return operations / ms * 1e-6; }

// WithKernels uses a set of kernels as long as it lives.
class WithKernels {
 public:
  explicit WithKernels(const KernelSet& set) : before_(kernels()) { use_kernels(set); }
  ~WithKernels() { use_kernels(before_); }
  WithKernels(const WithKernels&) = delete;
  WithKernels& operator=(const WithKernels&) = delete;

 private:
  const KernelSet& before_;
};

Matrix<float> random_matrix(int rows, int cols) {
  Random random(1, 1);
  Matrix<float> matrix(rows, cols);
  for (float& value : matrix.values()) value = static_cast<float>(2 * random.uniform() - 1);
  return matrix;
}

constexpr const char* kPhaseNames[] = {"load", "forward", "loss", "backward", "step", "input"};
static_assert(std::size(kPhaseNames) == Trainer::kPhases);

}  // namespace

SpeedTest::SpeedTest(std::span<const KernelSet* const> sets, Examples training, bool detailed,
                     ThreadPool* pool, std::function<double()> now_ms)
    : training_(training), detailed_(detailed), now_ms_(std::move(now_ms)) {
  struct Shape {
    int rows, depth, cols;
  };
  constexpr Shape kSquare = {512, 512, 512};
  constexpr Shape kLayer = {128, 784, 512};
  for (const KernelSet* set : sets) {
    tasks_.push_back([this, set] { measure_peak(*set); });
    for (const Shape& shape : {kSquare, kLayer}) {
      for (const char* form : {"A B", "At B", "A Bt"}) {
        if (!detailed && (shape.rows != kSquare.rows || form != std::string_view("A B"))) continue;
        tasks_.push_back([this, set, shape, form] {
          measure_product(*set, shape.rows, shape.depth, shape.cols, form);
        });
      }
    }
    tasks_.push_back([this, set] { measure_training(*set, nullptr); });
  }
  if (pool != nullptr) {
    tasks_.push_back([this, set = sets.back(), pool] { measure_training(*set, pool); });
  }
}

bool SpeedTest::advance() {
  if (done_ < tasks_.size()) tasks_[done_++]();
  return done_ < tasks_.size();
}

void SpeedTest::add(const KernelSet& set, SpeedFigure::Kind kind, std::string detail,
                    double value) {
  figures_.push_back(
      {.kernel = set.name, .kind = kind, .detail = std::move(detail), .value = value});
}

void SpeedTest::measure_peak(const KernelSet& set) {
  constexpr int kRounds = 16000;
  const Matrix<float> numbers = random_matrix(kPeakVectors, 4);
  Matrix<float> sums;
  const double ms = best_ms(now_ms_, [&] {
    sums = numbers;  // Otherwise they would grow without end.
    set.multiply_adds(kRounds, sums.values().data());
  });
  add(set, SpeedFigure::Kind::kPeak, "", gflops(2.0 * 4 * kPeakVectors * kRounds, ms));
}

void SpeedTest::measure_product(const KernelSet& set, int rows, int depth, int cols,
                                std::string_view form) {
  const bool a_transposed = form == "At B";
  const bool b_transposed = form == "A Bt";
  const WithKernels in_use(set);
  const Matrix<float> a = a_transposed ? random_matrix(depth, rows) : random_matrix(rows, depth);
  const Matrix<float> b = b_transposed ? random_matrix(cols, depth) : random_matrix(depth, cols);
  Matrix<float> c(rows, cols);
  const auto a_view = a_transposed ? a.view().transposed() : a.view();
  const auto b_view = b_transposed ? b.view().transposed() : b.view();
  const double ms =
      best_ms(now_ms_, [&] { gemm<float>(a_view, b_view, Store::kOverwrite, c.view()); });
  const double reached = gflops(2.0 * rows * depth * cols, ms);
  add(set, SpeedFigure::Kind::kProduct,
      std::to_string(rows) + "x" + std::to_string(depth) + "x" + std::to_string(cols) + " " +
          std::string(form),
      reached);
  // No loop is the fastest on every processor: what was reached is possible.
  for (SpeedFigure& figure : figures_) {
    if (figure.kind == SpeedFigure::Kind::kPeak && figure.kernel == set.name) {
      figure.value = std::max(figure.value, reached);
    }
  }
}

void SpeedTest::measure_training(const KernelSet& set, ThreadPool* pool) {
  const WithKernels in_use(set);
  Settings settings;
  settings.train_images = training_.count();
  settings.epochs = std::numeric_limits<int>::max();
  const auto& labels = training_.labels;
  const int classes =
      labels.empty() ? kDigits : 1 + *std::max_element(labels.begin(), labels.end());
  Network<float> network(settings.shape(kPixels, std::max(classes, kDigits)));
  network.initialise(settings.seed);
  Trainer trainer(network, settings, settings.train_images, pool);

  std::array<double, Trainer::kPhases> phase_ms{};
  double phase_began_ms = 0;
  const bool watch = detailed_ && pool == nullptr;
  if (watch) {
    trainer.watch_phases([&](Trainer::Phase phase) {
      const double now = now_ms_();
      phase_ms[static_cast<std::size_t>(phase)] += now - phase_began_ms;
      phase_began_ms = now;
    });
  }
  constexpr int kWarmUpSteps = 10;
  for (int i = 0; i < kWarmUpSteps; ++i) trainer.advance(training_);
  phase_ms.fill(0);
  const double began_ms = phase_began_ms = now_ms_();
  double elapsed_ms = 0;
  int steps = 0;
  for (; elapsed_ms < 2 * kMeasureMs; ++steps) {
    trainer.advance(training_);
    elapsed_ms = now_ms_() - began_ms;
  }
  add(set, SpeedFigure::Kind::kTraining, std::to_string(pool != nullptr ? pool->threads() : 1),
      1000.0 * steps * settings.batch_size / elapsed_ms);
  if (!watch) return;
  for (std::size_t i = 0; i < phase_ms.size(); ++i) {
    add(set, SpeedFigure::Kind::kPhase, kPhaseNames[i], phase_ms[i] / steps);
  }
}

}  // namespace inkling
