;; Dot products of one vector with many rows. Compiled by `node scripts/build-wasm.mjs` into row-matrix-wasm.ts; a test compares the two.
(module
  (memory (export "memory") 1)
  ;; Writes int32 sums at $out: for each of $count row numbers (int32) from $list on, the dot product of that row of int8
  ;; (rows begin at $rows, each $size long, a multiple of 16) with the int16 values from $query on.
  (func (export "score")
    (param $rows i32) (param $size i32) (param $query i32) (param $list i32) (param $count i32) (param $out i32)
    (local $row i32) (local $rowEnd i32) (local $q i32) (local $outEnd i32) (local $bytes v128)
    (local $sum v128) (local $other v128)
    (local.set $outEnd (i32.add (local.get $out) (i32.shl (local.get $count) (i32.const 2))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $out) (local.get $outEnd)))
        (local.set $row (i32.add (local.get $rows) (i32.mul (i32.load (local.get $list)) (local.get $size))))
        (local.set $rowEnd (i32.add (local.get $row) (local.get $size)))
        (local.set $q (local.get $query))
        (local.set $sum (v128.const i32x4 0 0 0 0))
        (local.set $other (v128.const i32x4 0 0 0 0))
        (loop $dot
          (local.set $bytes (v128.load align=1 (local.get $row)))
          (local.set $sum (i32x4.add (local.get $sum)
            (i32x4.dot_i16x8_s (i16x8.extend_low_i8x16_s (local.get $bytes)) (v128.load align=2 (local.get $q)))))
          (local.set $other (i32x4.add (local.get $other)
            (i32x4.dot_i16x8_s (i16x8.extend_high_i8x16_s (local.get $bytes)) (v128.load offset=16 align=2 (local.get $q)))))
          (local.set $row (i32.add (local.get $row) (i32.const 16)))
          (local.set $q (i32.add (local.get $q) (i32.const 32)))
          (br_if $dot (i32.lt_u (local.get $row) (local.get $rowEnd))))
        (local.set $sum (i32x4.add (local.get $sum) (local.get $other)))
        (i32.store (local.get $out)
          (i32.add
            (i32.add (i32x4.extract_lane 0 (local.get $sum)) (i32x4.extract_lane 1 (local.get $sum)))
            (i32.add (i32x4.extract_lane 2 (local.get $sum)) (i32x4.extract_lane 3 (local.get $sum)))))
        (local.set $out (i32.add (local.get $out) (i32.const 4)))
        (local.set $list (i32.add (local.get $list) (i32.const 4)))
        (br $next)))))
