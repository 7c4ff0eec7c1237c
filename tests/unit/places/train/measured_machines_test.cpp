#include "places/train/measured_machines.h"

#include <doctest/doctest.h>

using namespace inkling;

TEST_CASE("a machine is nearest to itself, and to what differs by the smaller factor") {
  for (const MeasuredMachine& machine : kMeasuredMachines) {
    CHECK(&nearest_machine(machine.inkling) == &machine);
    CHECK(&nearest_machine(1.01 * machine.inkling) == &machine);
  }
  const auto slower = [](const MeasuredMachine& a, const MeasuredMachine& b) {
    return a.inkling < b.inkling;
  };
  const auto [slowest, fastest] =
      std::minmax_element(std::begin(kMeasuredMachines), std::end(kMeasuredMachines), slower);
  CHECK(&nearest_machine(1) == slowest);
  CHECK(&nearest_machine(1e9) == fastest);
}
