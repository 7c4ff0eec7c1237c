// Floats that an inner loop reads again and again begin where a line of the cache does.
#pragma once

#include <cstddef>
#include <new>
#include <vector>

namespace inkling {

// LineAllocator gives memory that begins at a line of the cache. Elsewhere a row of 32 floats would
// lie in three lines instead of two, and every fourth of its vectors in two at once: in a browser,
// memory begins at any multiple of 8 bytes.
template <class T>
struct LineAllocator {
  using value_type = T;
  static constexpr std::align_val_t kLine{64};

  LineAllocator() = default;
  template <class U>
  LineAllocator(const LineAllocator<U>&) {}

  T* allocate(std::size_t count) {
    return static_cast<T*>(::operator new(count * sizeof(T), kLine));
  }
  void deallocate(T* memory, std::size_t) { ::operator delete(memory, kLine); }

  bool operator==(const LineAllocator&) const { return true; }
};

using AlignedFloats = std::vector<float, LineAllocator<float>>;

}  // namespace inkling
