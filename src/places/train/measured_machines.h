// Lists machines on which the benchmark was run, for a visitor to compare with.
#pragma once

#include <algorithm>
#include <cmath>
#include <iterator>

namespace inkling {

// A MeasuredMachine is a processor with the images a second that training of 784-512-10 with
// rmsprop and batches of 128 reached on one thread. README's table has the same figures, and says
// how they were measured.
struct MeasuredMachine {
  const char* processor;
  double inkling;  // It ran in a browser, with the fastest kernels.
  double pytorch;  // It ran as a native program.
  double jax;
  double tensorflow;
};
inline constexpr MeasuredMachine kMeasuredMachines[] = {
    {"Intel Xeon, AVX-512", 97'300, 40'500, 9'870, 2'240},
    {"AMD EPYC, AVX-512", 100'000, 82'000, 12'500, 1'700},
};

// Returns the machine that is nearest to one on which Inkling reaches this many images a second:
// half as many are as far away as twice as many.
inline const MeasuredMachine& nearest_machine(double images) {
  const auto distance = [&](const MeasuredMachine& machine) {
    return std::abs(std::log(machine.inkling / images));
  };
  return *std::min_element(std::begin(kMeasuredMachines), std::end(kMeasuredMachines),
                           [&](const MeasuredMachine& a, const MeasuredMachine& b) {
                             return distance(a) < distance(b);
                           });
}

}  // namespace inkling
