// Measures what Eigen makes of the products that our kernels are measured with. Prints GFLOP/s a
// line, the best of many calls.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <complex>
#include <cstdio>
#include <cstring>
#include <functional>
#include <limits>

#if defined(__EMSCRIPTEN__)
// Eigen asks for registers that WebAssembly does not have, in assembly that is empty otherwise.
#define __asm__(...)
#endif
#include <Eigen/Core>

namespace {

using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

double now_ms() {
  using Clock = std::chrono::steady_clock;
  return std::chrono::duration<double, std::milli>(Clock::now().time_since_epoch()).count();
}

// Our own products are measured alike, in samples of some milliseconds, because clocks in browsers
// are coarse.
template <class Product>
void measure(const char* name, double operations, Product product) {
  constexpr double kSampleMs = 6;
  constexpr double kMeasureMs = 60;
  const auto sample_ms = [&](int calls) {
    const double before = now_ms();
    for (int i = 0; i < calls; ++i) product();
    return now_ms() - before;
  };
  int calls = 1;
  while (sample_ms(calls) < kSampleMs) calls *= 2;
  double best = 1e9;
  for (const double end = now_ms() + kMeasureMs; now_ms() < end;) {
    best = std::min(best, sample_ms(calls) / calls);
  }
  std::printf("%s %.2f\n", name, operations / best * 1e-6);
}

void measure_shape(const char* shape, int rows, int depth, int cols) {
  const double operations = 2.0 * rows * depth * cols;
  const Matrix a = Matrix::Random(rows, depth);
  const Matrix at = a.transpose();
  const Matrix b = Matrix::Random(depth, cols);
  const Matrix bt = b.transpose();
  Matrix c(rows, cols);
  char name[64];
  std::snprintf(name, sizeof name, "%s A B", shape);
  measure(name, operations, [&] { c.noalias() = a * b; });
  std::snprintf(name, sizeof name, "%s At B", shape);
  measure(name, operations, [&] { c.noalias() = at.transpose() * b; });
  std::snprintf(name, sizeof name, "%s A Bt", shape);
  measure(name, operations, [&] { c.noalias() = a * bt.transpose(); });
}

}  // namespace

int main() {
  measure_shape("512x512x512", 512, 512, 512);
  measure_shape("128x784x512", 128, 784, 512);
}
