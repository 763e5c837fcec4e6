function toLinear(code: number): number {
  const bits = code ^ 0x55;
  const segment = (bits & 0x70) >> 4;
  const step = ((bits & 0x0f) << 4) + 8;
  const magnitude = segment === 0 ? step : (step + 0x100) << (segment - 1);
  return bits & 0x80 ? magnitude : -magnitude;
}

const LINEAR = Int16Array.from({ length: 256 }, (_, code) => toLinear(code));

function toCode(sample: number): number {
  const sign = sample >= 0 ? 0x80 : 0;
  const magnitude = Math.min(sample >= 0 ? sample : -sample - 1, 32_767);
  const segment = magnitude < 256 ? 0 : Math.floor(Math.log2(magnitude)) - 7;
  const mantissa = segment === 0 ? magnitude >> 4 : magnitude >> (segment + 3);
  return (sign | (segment << 4) | (mantissa & 0x0f)) ^ 0x55;
}

export function pcm16FromAlaw(codes: Uint8Array): Int16Array {
  return Int16Array.from(codes, (code) => LINEAR[code] ?? 0);
}

export function alawFromPcm16(samples: Int16Array): Uint8Array {
  return Uint8Array.from(samples, toCode);
}
