/**
 * A stream of pseudo-random numbers by seed, the same on every machine: splitmix32, whose state is
 * one 32-bit integer.
 */
export class Random {
  readonly state: Int32Array = new Int32Array(1);

  constructor(seed: number) {
    this.state[0] = seed | 0;
  }

  /** A number from 0 to below 1, evenly. */
  next(): number {
    const state = (this.state[0]! + 0x9e3779b9) | 0;
    this.state[0] = state;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 4_294_967_296;
  }

  /** A number of the standard normal distribution, by Box and Muller. */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    return radius * Math.cos(2 * Math.PI * this.next());
  }
}
