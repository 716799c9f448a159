const view = new DataView(new ArrayBuffer(8));

/** A double as the whole number that its bits make; every NaN is "NaN". */
export function bits(value) {
  if (Number.isNaN(value)) return 'NaN';
  view.setFloat64(0, value);
  return view.getBigInt64(0).toString();
}

/** Adds up a column: how many values, how many nulls, and the sum of whole numbers, of lengths of text, or of truths. */
export class Sum {
  values = 0;
  nulls = 0;
  sum = 0n;

  add(value) {
    if (value === null || value === undefined) {
      this.nulls++;
      return;
    }
    this.values++;
    this.sum += BigInt(typeof value === 'string' ? value.length : value);
  }

  toJSON() {
    return { values: this.values, nulls: this.nulls, sum: this.sum.toString() };
  }
}
