// An f32x4 is four floats that are worked on together.
//
// Kernels are written once over this type. It has three bodies: WebAssembly's SIMD, the same with
// its relaxed multiply-add, and a vector of the compiler's elsewhere, so that the same loops
// (packing, tiles, edges) run natively under the sanitizers.
#pragma once

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#else
#include <math.h>
#endif

namespace inkling {

#if defined(__wasm_simd128__)

struct f32x4 {
  v128_t lanes;

  static f32x4 splat(float value) { return {wasm_f32x4_splat(value)}; }
  static f32x4 splat_from(const float* from) { return {wasm_v128_load32_splat(from)}; }
  static f32x4 load(const float* from) { return {wasm_v128_load(from)}; }
  void store(float* to) const { wasm_v128_store(to, lanes); }
  // Returns this + a * b, rounded twice or, relaxed, as the processor likes it best.
  f32x4 multiply_add(f32x4 a, f32x4 b) const {
#if defined(__wasm_relaxed_simd__)
    return {wasm_f32x4_relaxed_madd(a.lanes, b.lanes, lanes)};
#else
    return {wasm_f32x4_add(lanes, wasm_f32x4_mul(a.lanes, b.lanes))};
#endif
  }
  friend f32x4 operator+(f32x4 a, f32x4 b) { return {wasm_f32x4_add(a.lanes, b.lanes)}; }
  friend f32x4 operator-(f32x4 a, f32x4 b) { return {wasm_f32x4_sub(a.lanes, b.lanes)}; }
  friend f32x4 operator*(f32x4 a, f32x4 b) { return {wasm_f32x4_mul(a.lanes, b.lanes)}; }
  friend f32x4 operator/(f32x4 a, f32x4 b) { return {wasm_f32x4_div(a.lanes, b.lanes)}; }
  friend f32x4 square_root(f32x4 a) { return {wasm_f32x4_sqrt(a.lanes)}; }
};

#else

struct f32x4 {
  using Lanes = float __attribute__((vector_size(16)));
  Lanes lanes;

  static f32x4 splat(float value) { return {Lanes{value, value, value, value}}; }
  static f32x4 splat_from(const float* from) { return splat(*from); }
  // Loads from anywhere: a copy asks for no alignment, and becomes one instruction.
  static f32x4 load(const float* from) {
    f32x4 loaded;
    __builtin_memcpy(&loaded.lanes, from, sizeof(Lanes));
    return loaded;
  }
  void store(float* to) const { __builtin_memcpy(to, &lanes, sizeof(Lanes)); }
  f32x4 multiply_add(f32x4 a, f32x4 b) const { return {lanes + a.lanes * b.lanes}; }
  friend f32x4 operator+(f32x4 a, f32x4 b) { return {a.lanes + b.lanes}; }
  friend f32x4 operator-(f32x4 a, f32x4 b) { return {a.lanes - b.lanes}; }
  friend f32x4 operator*(f32x4 a, f32x4 b) { return {a.lanes * b.lanes}; }
  friend f32x4 operator/(f32x4 a, f32x4 b) { return {a.lanes / b.lanes}; }
  friend f32x4 square_root(f32x4 a) {
    return {Lanes{sqrtf(a.lanes[0]), sqrtf(a.lanes[1]), sqrtf(a.lanes[2]), sqrtf(a.lanes[3])}};
  }
};

#endif

// Four rows become four columns.
inline void transpose(f32x4 (&rows)[4]) {
#if defined(__wasm_simd128__)
  const v128_t a = rows[0].lanes, b = rows[1].lanes, c = rows[2].lanes, d = rows[3].lanes;
  const v128_t ab_low = wasm_i32x4_shuffle(a, b, 0, 4, 1, 5);
  const v128_t ab_high = wasm_i32x4_shuffle(a, b, 2, 6, 3, 7);
  const v128_t cd_low = wasm_i32x4_shuffle(c, d, 0, 4, 1, 5);
  const v128_t cd_high = wasm_i32x4_shuffle(c, d, 2, 6, 3, 7);
  rows[0].lanes = wasm_i32x4_shuffle(ab_low, cd_low, 0, 1, 4, 5);
  rows[1].lanes = wasm_i32x4_shuffle(ab_low, cd_low, 2, 3, 6, 7);
  rows[2].lanes = wasm_i32x4_shuffle(ab_high, cd_high, 0, 1, 4, 5);
  rows[3].lanes = wasm_i32x4_shuffle(ab_high, cd_high, 2, 3, 6, 7);
#else
  for (int i = 0; i < 4; ++i) {
    for (int j = 0; j < i; ++j) {
      const float kept = rows[i].lanes[j];
      rows[i].lanes[j] = rows[j].lanes[i];
      rows[j].lanes[i] = kept;
    }
  }
#endif
}

}  // namespace inkling
