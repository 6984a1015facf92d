/** Reads a byte stream line by line, refusing any line longer than a bound. */
export class LineReader {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #decoder = new TextDecoder();
  #text = "";

  constructor(stream: ReadableStream<Uint8Array>, readonly maxBytes: number) {
    this.#reader = stream.getReader();
  }

  /** The next line without its line feed, or null at the end of the stream. */
  async next(): Promise<string | null> {
    for (let from = 0;;) {
      const end = this.#text.indexOf("\n", from);
      if (end >= 0) {
        const line = this.#text.slice(0, end);
        this.#text = this.#text.slice(end + 1);
        return line;
      }
      from = this.#text.length;
      if (from > this.maxBytes) throw new Error(`a line is longer than ${this.maxBytes} bytes`);
      const { value, done } = await this.#reader.read();
      if (done) return null;
      this.#text += this.#decoder.decode(value, { stream: true });
    }
  }

  /** Gives the stream up. */
  async cancel(): Promise<void> {
    await this.#reader.cancel().catch(() => {});
  }
}
