// The random numbers of NumPy: the same seed draws the same start and the same batches as in the notebooks.
// A seed is spread by SeedSequence, the numbers come from PCG64 (XSL-RR), subsets by Floyd's method.

const MASK_128 = (1n << 128n) - 1n;
const MULTIPLIER = 0x2360ed051fc65da44385df649fccf645n;

// Four 64-bit words from a seed, NumPy's SeedSequence(seed).generate_state(4, uint64).
function spread(seed) {
  const entropy = [];
  for (let rest = BigInt(seed); rest > 0n || entropy.length === 0; rest >>= 32n)
    entropy.push(Number(rest & 0xffffffffn));

  let constant = 0x43b0d7e5;
  const hashed = (value) => {
    value ^= constant;
    constant = Math.imul(constant, 0x931e8875);
    value = Math.imul(value, constant);
    return (value ^ (value >>> 16)) >>> 0;
  };
  const mixed = (x, y) => {
    const r = (Math.imul(0xca01f9dd, x) - Math.imul(0x4973f715, y)) | 0;
    return (r ^ (r >>> 16)) >>> 0;
  };
  const pool = [0, 1, 2, 3].map((i) => hashed(entropy[i] ?? 0));
  for (let from = 0; from < 4; from++) {
    for (let to = 0; to < 4; to++) if (from !== to) pool[to] = mixed(pool[to], hashed(pool[from]));
  }

  constant = 0x8b51f9dd;
  const words = [];
  for (let i = 0; i < 8; i++) {
    let word = pool[i % 4] ^ constant;
    constant = Math.imul(constant, 0x58f38ded);
    word = Math.imul(word, constant);
    words.push(BigInt((word ^ (word >>> 16)) >>> 0));
  }
  return [0, 2, 4, 6].map((i) => words[i] | (words[i + 1] << 32n));
}

// numpy.random.default_rng(seed), as far as the exercise uses it. Seeds are whole numbers below 2^53.
export class Generator {
  constructor(seed) {
    const [high, low, highIncrement, lowIncrement] = spread(seed);
    this.increment = ((((highIncrement << 64n) | lowIncrement) << 1n) | 1n) & MASK_128;
    this.state = 0n;
    this.advance();
    this.state = (this.state + ((high << 64n) | low)) & MASK_128;
    this.advance();
    this.spare = null; // the unused half of the last 64 bits
  }

  advance() {
    this.state = (this.state * MULTIPLIER + this.increment) & MASK_128;
  }

  next64() {
    this.advance();
    const turn = this.state >> 122n;
    const word = BigInt.asUintN(64, (this.state >> 64n) ^ this.state);
    return BigInt.asUintN(64, (word >> turn) | (word << (64n - turn)));
  }

  next32() {
    if (this.spare !== null) {
      const half = this.spare;
      this.spare = null;
      return half;
    }
    const word = this.next64();
    this.spare = Number(word >> 32n);
    return Number(word & 0xffffffffn);
  }

  // A float in [0, 1).
  random() {
    return Number(this.next64() >> 11n) / 9007199254740992;
  }

  // Float64Array of n numbers between low and high.
  uniform(low, high, n) {
    return Float64Array.from({ length: n }, () => low + (high - low) * this.random());
  }

  // A whole number from 0 to max, max included and below 2^21.
  below(max) {
    if (max === 0) return 0;
    const range = max + 1;
    const threshold = (0xffffffff - max) % range;
    for (;;) {
      const product = this.next32() * range;
      if (product % 4294967296 >= threshold) return Math.floor(product / 4294967296);
    }
  }

  // `size` different numbers below n <= 10000, in random order: rng.choice(n, size, replace=False).
  choice(n, size) {
    const chosen = new Int32Array(size);
    const seen = new Set();
    for (let j = n - size; j < n; j++) {
      const value = this.below(j);
      const kept = seen.has(value) ? j : value;
      seen.add(kept);
      chosen[j - n + size] = kept;
    }
    for (let i = size - 1; i > 0; i--) {
      const j = this.below(i);
      [chosen[i], chosen[j]] = [chosen[j], chosen[i]];
    }
    return chosen;
  }
}
