// Four floats that are worked on together.
//
// Kernels are written once over this type. In WebAssembly it is one SIMD register; elsewhere an
// array of four, so that the same loops (packing, tiles, edges) run natively under the sanitizers.
#pragma once

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#endif

namespace inkling {

#if defined(__wasm_simd128__)

struct f32x4 {
  v128_t lanes;

  static f32x4 zero() { return {wasm_f32x4_const_splat(0.0f)}; }
  static f32x4 splat(float value) { return {wasm_f32x4_splat(value)}; }
  static f32x4 load(const float* from) { return {wasm_v128_load(from)}; }
  void store(float* to) const { wasm_v128_store(to, lanes); }
  // this + a * b, rounded twice.
  f32x4 multiply_add(f32x4 a, f32x4 b) const {
    return {wasm_f32x4_add(lanes, wasm_f32x4_mul(a.lanes, b.lanes))};
  }
  f32x4 operator+(f32x4 other) const { return {wasm_f32x4_add(lanes, other.lanes)}; }
};

#else

struct f32x4 {
  float lanes[4];

  static f32x4 zero() { return splat(0.0f); }
  static f32x4 splat(float value) { return {{value, value, value, value}}; }
  static f32x4 load(const float* from) { return {{from[0], from[1], from[2], from[3]}}; }
  void store(float* to) const {
    for (int i = 0; i < 4; ++i) to[i] = lanes[i];
  }
  f32x4 multiply_add(f32x4 a, f32x4 b) const {
    f32x4 sum;
    for (int i = 0; i < 4; ++i) sum.lanes[i] = lanes[i] + a.lanes[i] * b.lanes[i];
    return sum;
  }
  f32x4 operator+(f32x4 other) const {
    f32x4 sum;
    for (int i = 0; i < 4; ++i) sum.lanes[i] = lanes[i] + other.lanes[i];
    return sum;
  }
};

#endif

}  // namespace inkling
