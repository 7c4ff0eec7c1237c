// An f32x4 is four floats that are worked on together.
//
// Kernels are written once over this type. It has three bodies: WebAssembly's SIMD, the same with
// its relaxed multiply-add, and a vector of the compiler's elsewhere, so that the same loops
// (packing, tiles, edges) run natively under the sanitizers.
#pragma once

#include <stdint.h>

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
  friend f32x4 min(f32x4 a, f32x4 b) { return {wasm_f32x4_pmin(a.lanes, b.lanes)}; }
  friend f32x4 max(f32x4 a, f32x4 b) { return {wasm_f32x4_pmax(a.lanes, b.lanes)}; }
  friend f32x4 floor(f32x4 a) { return {wasm_f32x4_floor(a.lanes)}; }
  // Returns a where it is at least b, and 0 where it is less.
  friend f32x4 zero_below(f32x4 a, f32x4 b) {
    return {wasm_v128_and(a.lanes, wasm_f32x4_ge(a.lanes, b.lanes))};
  }
  // Returns whether any of the four is less than its counterpart.
  friend bool any_less(f32x4 a, f32x4 b) {
    return wasm_v128_any_true(wasm_f32x4_lt(a.lanes, b.lanes));
  }
  // Stores whole numbers, whose magnitude is less than 2^22.
  void store_whole(int32_t* to) const { wasm_v128_store(to, whole()); }
  // Stores numbers from 0 to 255, rounded.
  void store_bytes(uint8_t* to) const {
    const v128_t rounded = (floor(*this + splat(0.5f))).whole();
    const v128_t halves = wasm_i16x8_narrow_i32x4(rounded, rounded);
    wasm_v128_store32_lane(to, wasm_u8x16_narrow_i16x8(halves, halves), 0);
  }
  // Loads four bytes as numbers from 0 to 255.
  static f32x4 load_bytes(const uint8_t* from) {
    const v128_t halves = wasm_u16x8_extend_low_u8x16(wasm_v128_load32_zero(from));
    return {wasm_f32x4_convert_u32x4(wasm_u32x4_extend_low_u16x8(halves))};
  }

 private:
  // Returns whole numbers as integers. Beside 1.5 2^23 a float has no room for fractions: its last
  // bits are the integer. The instruction for it takes any number, which costs a processor more.
  v128_t whole() const {
    const v128_t large = wasm_f32x4_const_splat(12582912.0f);
    return wasm_i32x4_sub(wasm_f32x4_add(lanes, large), large);
  }
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
  friend f32x4 min(f32x4 a, f32x4 b) { return {b.lanes < a.lanes ? b.lanes : a.lanes}; }
  friend f32x4 max(f32x4 a, f32x4 b) { return {a.lanes < b.lanes ? b.lanes : a.lanes}; }
  friend f32x4 floor(f32x4 a) {
    return {Lanes{floorf(a.lanes[0]), floorf(a.lanes[1]), floorf(a.lanes[2]), floorf(a.lanes[3])}};
  }
  // Returns a where it is at least b, and 0 where it is less.
  friend f32x4 zero_below(f32x4 a, f32x4 b) { return {a.lanes >= b.lanes ? a.lanes : Lanes{}}; }
  // Returns whether any of the four is less than its counterpart.
  friend bool any_less(f32x4 a, f32x4 b) {
    bool any = false;
    for (int i = 0; i < 4; ++i) any = any || a.lanes[i] < b.lanes[i];
    return any;
  }
  // Stores whole numbers, whose magnitude is less than 2^22.
  void store_whole(int32_t* to) const {
    for (int i = 0; i < 4; ++i) to[i] = static_cast<int32_t>(lanes[i]);
  }
  // Stores numbers from 0 to 255, rounded.
  void store_bytes(uint8_t* to) const {
    for (int i = 0; i < 4; ++i) to[i] = static_cast<uint8_t>(lanes[i] + 0.5f);
  }
  // Loads four bytes as numbers from 0 to 255.
  static f32x4 load_bytes(const uint8_t* from) {
    return {Lanes{static_cast<float>(from[0]), static_cast<float>(from[1]),
                  static_cast<float>(from[2]), static_cast<float>(from[3])}};
  }
};

#endif

// FloatPairs are what load_pairs() returns.
struct FloatPairs {
  f32x4 first;
  f32x4 second;
};

// Loads two adjacent floats from each of four places: the first ones, and the second ones.
inline FloatPairs load_pairs(const float* a, const float* b, const float* c, const float* d) {
#if defined(__wasm_simd128__)
  const v128_t ab = wasm_v128_load64_lane(b, wasm_v128_load64_zero(a), 1);
  const v128_t cd = wasm_v128_load64_lane(d, wasm_v128_load64_zero(c), 1);
  return {{wasm_i32x4_shuffle(ab, cd, 0, 2, 4, 6)}, {wasm_i32x4_shuffle(ab, cd, 1, 3, 5, 7)}};
#else
  using Lanes = decltype(f32x4::lanes);
  return {{Lanes{a[0], b[0], c[0], d[0]}}, {Lanes{a[1], b[1], c[1], d[1]}}};
#endif
}

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
