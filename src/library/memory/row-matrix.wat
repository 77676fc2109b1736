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
        (br $next))))
  ;; Writes float32 at $out, eight for each of $count rows that follow each other from $row on: the dot products of the row with eight
  ;; vectors. A value of the row is its int8 times the row's scale (float32 from $scales on), as float32; products and sums are float64 and
  ;; in order, as in JavaScript. The vectors' values (float64) lie from $query on, eight side by side for each of $size places.
  (func (export "compare")
    (param $row i32) (param $size i32) (param $scales i32) (param $count i32) (param $query i32) (param $out i32)
    (local $rowEnd i32) (local $q i32) (local $outEnd i32) (local $scale f32) (local $value v128)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local.set $outEnd (i32.add (local.get $out) (i32.shl (local.get $count) (i32.const 5))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $out) (local.get $outEnd)))
        (local.set $rowEnd (i32.add (local.get $row) (local.get $size)))
        (local.set $q (local.get $query))
        (local.set $scale (f32.load (local.get $scales)))
        (local.set $a (v128.const i64x2 0 0))
        (local.set $b (v128.const i64x2 0 0))
        (local.set $c (v128.const i64x2 0 0))
        (local.set $d (v128.const i64x2 0 0))
        (loop $dot
          (local.set $value (f64x2.splat (f64.promote_f32
            (f32.mul (f32.convert_i32_s (i32.load8_s (local.get $row))) (local.get $scale)))))
          (local.set $a (f64x2.add (local.get $a) (f64x2.mul (local.get $value) (v128.load (local.get $q)))))
          (local.set $b (f64x2.add (local.get $b) (f64x2.mul (local.get $value) (v128.load offset=16 (local.get $q)))))
          (local.set $c (f64x2.add (local.get $c) (f64x2.mul (local.get $value) (v128.load offset=32 (local.get $q)))))
          (local.set $d (f64x2.add (local.get $d) (f64x2.mul (local.get $value) (v128.load offset=48 (local.get $q)))))
          (local.set $row (i32.add (local.get $row) (i32.const 1)))
          (local.set $q (i32.add (local.get $q) (i32.const 64)))
          (br_if $dot (i32.lt_u (local.get $row) (local.get $rowEnd))))
        (v128.store (local.get $out) (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23
          (f32x4.demote_f64x2_zero (local.get $a)) (f32x4.demote_f64x2_zero (local.get $b))))
        (v128.store offset=16 (local.get $out) (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23
          (f32x4.demote_f64x2_zero (local.get $c)) (f32x4.demote_f64x2_zero (local.get $d))))
        (local.set $scales (i32.add (local.get $scales) (i32.const 4)))
        (local.set $out (i32.add (local.get $out) (i32.const 32)))
        (br $next))))
  ;; As $score for eight vectors at once and for $count rows that follow each other from $row on: eight int32 sums at $out for each row.
  ;; The vectors' values (int16) lie from $query on: for each sixteen places, those of the first vector, of the second, and so on.
  (func (export "scan")
    (param $row i32) (param $size i32) (param $count i32) (param $query i32) (param $out i32)
    (local $rowEnd i32) (local $q i32) (local $outEnd i32) (local $bytes v128) (local $low v128) (local $high v128)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128) (local $e v128) (local $f v128) (local $g v128) (local $h v128)
    (local.set $outEnd (i32.add (local.get $out) (i32.shl (local.get $count) (i32.const 5))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $out) (local.get $outEnd)))
        (local.set $rowEnd (i32.add (local.get $row) (local.get $size)))
        (local.set $q (local.get $query))
        (local.set $a (v128.const i32x4 0 0 0 0))
        (local.set $b (v128.const i32x4 0 0 0 0))
        (local.set $c (v128.const i32x4 0 0 0 0))
        (local.set $d (v128.const i32x4 0 0 0 0))
        (local.set $e (v128.const i32x4 0 0 0 0))
        (local.set $f (v128.const i32x4 0 0 0 0))
        (local.set $g (v128.const i32x4 0 0 0 0))
        (local.set $h (v128.const i32x4 0 0 0 0))
        (loop $dot
          (local.set $bytes (v128.load (local.get $row)))
          (local.set $low (i16x8.extend_low_i8x16_s (local.get $bytes)))
          (local.set $high (i16x8.extend_high_i8x16_s (local.get $bytes)))
          (local.set $a (i32x4.add (local.get $a) (i32x4.add
            (i32x4.dot_i16x8_s (local.get $low) (v128.load offset=0 (local.get $q)))
            (i32x4.dot_i16x8_s (local.get $high) (v128.load offset=16 (local.get $q))))))
          (local.set $b (i32x4.add (local.get $b) (i32x4.add
            (i32x4.dot_i16x8_s (local.get $low) (v128.load offset=32 (local.get $q)))
            (i32x4.dot_i16x8_s (local.get $high) (v128.load offset=48 (local.get $q))))))
          (local.set $c (i32x4.add (local.get $c) (i32x4.add
            (i32x4.dot_i16x8_s (local.get $low) (v128.load offset=64 (local.get $q)))
            (i32x4.dot_i16x8_s (local.get $high) (v128.load offset=80 (local.get $q))))))
          (local.set $d (i32x4.add (local.get $d) (i32x4.add
            (i32x4.dot_i16x8_s (local.get $low) (v128.load offset=96 (local.get $q)))
            (i32x4.dot_i16x8_s (local.get $high) (v128.load offset=112 (local.get $q))))))
          (local.set $e (i32x4.add (local.get $e) (i32x4.add
            (i32x4.dot_i16x8_s (local.get $low) (v128.load offset=128 (local.get $q)))
            (i32x4.dot_i16x8_s (local.get $high) (v128.load offset=144 (local.get $q))))))
          (local.set $f (i32x4.add (local.get $f) (i32x4.add
            (i32x4.dot_i16x8_s (local.get $low) (v128.load offset=160 (local.get $q)))
            (i32x4.dot_i16x8_s (local.get $high) (v128.load offset=176 (local.get $q))))))
          (local.set $g (i32x4.add (local.get $g) (i32x4.add
            (i32x4.dot_i16x8_s (local.get $low) (v128.load offset=192 (local.get $q)))
            (i32x4.dot_i16x8_s (local.get $high) (v128.load offset=208 (local.get $q))))))
          (local.set $h (i32x4.add (local.get $h) (i32x4.add
            (i32x4.dot_i16x8_s (local.get $low) (v128.load offset=224 (local.get $q)))
            (i32x4.dot_i16x8_s (local.get $high) (v128.load offset=240 (local.get $q))))))
          (local.set $row (i32.add (local.get $row) (i32.const 16)))
          (local.set $q (i32.add (local.get $q) (i32.const 256)))
          (br_if $dot (i32.lt_u (local.get $row) (local.get $rowEnd))))
        (i32.store offset=0 (local.get $out) (i32.add
          (i32.add (i32x4.extract_lane 0 (local.get $a)) (i32x4.extract_lane 1 (local.get $a)))
          (i32.add (i32x4.extract_lane 2 (local.get $a)) (i32x4.extract_lane 3 (local.get $a)))))
        (i32.store offset=4 (local.get $out) (i32.add
          (i32.add (i32x4.extract_lane 0 (local.get $b)) (i32x4.extract_lane 1 (local.get $b)))
          (i32.add (i32x4.extract_lane 2 (local.get $b)) (i32x4.extract_lane 3 (local.get $b)))))
        (i32.store offset=8 (local.get $out) (i32.add
          (i32.add (i32x4.extract_lane 0 (local.get $c)) (i32x4.extract_lane 1 (local.get $c)))
          (i32.add (i32x4.extract_lane 2 (local.get $c)) (i32x4.extract_lane 3 (local.get $c)))))
        (i32.store offset=12 (local.get $out) (i32.add
          (i32.add (i32x4.extract_lane 0 (local.get $d)) (i32x4.extract_lane 1 (local.get $d)))
          (i32.add (i32x4.extract_lane 2 (local.get $d)) (i32x4.extract_lane 3 (local.get $d)))))
        (i32.store offset=16 (local.get $out) (i32.add
          (i32.add (i32x4.extract_lane 0 (local.get $e)) (i32x4.extract_lane 1 (local.get $e)))
          (i32.add (i32x4.extract_lane 2 (local.get $e)) (i32x4.extract_lane 3 (local.get $e)))))
        (i32.store offset=20 (local.get $out) (i32.add
          (i32.add (i32x4.extract_lane 0 (local.get $f)) (i32x4.extract_lane 1 (local.get $f)))
          (i32.add (i32x4.extract_lane 2 (local.get $f)) (i32x4.extract_lane 3 (local.get $f)))))
        (i32.store offset=24 (local.get $out) (i32.add
          (i32.add (i32x4.extract_lane 0 (local.get $g)) (i32x4.extract_lane 1 (local.get $g)))
          (i32.add (i32x4.extract_lane 2 (local.get $g)) (i32x4.extract_lane 3 (local.get $g)))))
        (i32.store offset=28 (local.get $out) (i32.add
          (i32.add (i32x4.extract_lane 0 (local.get $h)) (i32x4.extract_lane 1 (local.get $h)))
          (i32.add (i32x4.extract_lane 2 (local.get $h)) (i32x4.extract_lane 3 (local.get $h)))))
        (local.set $out (i32.add (local.get $out) (i32.const 32)))
        (br $next)))))
