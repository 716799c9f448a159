// node read.mjs <reader> <values|sums> <file>: what a reader finds in a Parquet file, as one line of JSON.
// Values are written exactly: doubles by their bits, days, microseconds and 1/10 000 of money as whole numbers.
import { readDuckDb } from './duckdb.mjs';
import { readHyparquet } from './hyparquet.mjs';

const readers = { duckdb: readDuckDb, hyparquet: readHyparquet };
const [reader, mode, file] = process.argv.slice(2);
const found = await readers[reader](file, mode);
console.log(JSON.stringify(found, (_, value) => (typeof value === 'bigint' ? value.toString() : value)));
