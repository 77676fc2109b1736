;; The inner loop of the resampler. Compiled by `node scripts/build-wasm.mjs` into resampler-wasm.ts; a test compares the two.
(module
  (memory (export "memory") 1)
  ;; Writes `count` float32 outputs at $y. Each is the dot product of the inputs from $x on with the taps of its phase;
  ;; after each, the phase goes on by $down, and $x by one input for every $up phases. $tapBytes is a multiple of 32.
  (func (export "resample")
    (param $x i32) (param $taps i32) (param $y i32) (param $count i32)
    (param $tapBytes i32) (param $up i32) (param $down i32) (param $phase i32)
    (local $sum v128) (local $other v128)
    (local $tap i32) (local $tapEnd i32) (local $in i32) (local $yEnd i32)
    (local.set $yEnd (i32.add (local.get $y) (i32.shl (local.get $count) (i32.const 2))))
    (block $done
      (loop $outputs
        (br_if $done (i32.ge_u (local.get $y) (local.get $yEnd)))
        (local.set $sum (v128.const f32x4 0 0 0 0))
        (local.set $other (v128.const f32x4 0 0 0 0))
        (local.set $tap (i32.add (local.get $taps) (i32.mul (local.get $phase) (local.get $tapBytes))))
        (local.set $tapEnd (i32.add (local.get $tap) (local.get $tapBytes)))
        (local.set $in (local.get $x))
        (loop $dot ;; two sums of four, so that one addition need not wait for the other
          (local.set $sum (f32x4.add (local.get $sum)
            (f32x4.mul (v128.load align=4 (local.get $in)) (v128.load align=4 (local.get $tap)))))
          (local.set $other (f32x4.add (local.get $other)
            (f32x4.mul (v128.load offset=16 align=4 (local.get $in)) (v128.load offset=16 align=4 (local.get $tap)))))
          (local.set $in (i32.add (local.get $in) (i32.const 32)))
          (local.set $tap (i32.add (local.get $tap) (i32.const 32)))
          (br_if $dot (i32.lt_u (local.get $tap) (local.get $tapEnd))))
        (local.set $sum (f32x4.add (local.get $sum) (local.get $other)))
        (f32.store (local.get $y)
          (f32.add
            (f32.add (f32x4.extract_lane 0 (local.get $sum)) (f32x4.extract_lane 1 (local.get $sum)))
            (f32.add (f32x4.extract_lane 2 (local.get $sum)) (f32x4.extract_lane 3 (local.get $sum)))))
        (local.set $y (i32.add (local.get $y) (i32.const 4)))
        (local.set $phase (i32.add (local.get $phase) (local.get $down)))
        (local.set $x (i32.add (local.get $x)
          (i32.shl (i32.div_u (local.get $phase) (local.get $up)) (i32.const 2))))
        (local.set $phase (i32.rem_u (local.get $phase) (local.get $up)))
        (br $outputs)))))
