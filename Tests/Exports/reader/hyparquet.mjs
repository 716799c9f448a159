import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { asyncBufferFromFile, parquetMetadataAsync, parquetRead } from 'hyparquet';
import { bits, Sum } from './exact.mjs';

const compressors = {
  GZIP: (input) => gunzipSync(input),
  BROTLI: (input) => brotliDecompressSync(input),
};

const parsers = {
  timestampFromMicroseconds: (micros) => micros,
  dateFromDays: (days) => days,
  stringFromBytes: (bytes) => bytes && Buffer.from(bytes).toString('utf8'),
};

export async function readHyparquet(file, mode) {
  const buffer = await asyncBufferFromFile(file);
  const metadata = await parquetMetadataAsync(buffer, { parsers });
  const leaves = metadata.schema.slice(1);
  const columns = leaves.map((e) => ({
    name: e.name,
    type: [e.type, e.converted_type, e.precision, e.scale, e.logical_type?.type].filter((part) => part !== undefined).join(' '),
  }));
  const chunks = metadata.row_groups.map((group) =>
    group.columns.map(({ meta_data: chunk }) => ({
      encodings: chunk.encodings.join(' '),
      compression: chunk.codec,
      nulls: Number(chunk.statistics.null_count),
      min: chunk.statistics.min_value,
      max: chunk.statistics.max_value,
    })),
  );
  // Money would become a double here; without its annotation the reader gives the whole number that is stored.
  for (const leaf of leaves) {
    if (leaf.converted_type === 'DECIMAL') {
      delete leaf.converted_type;
      delete leaf.logical_type;
    }
  }
  const found = Object.fromEntries(columns.map((c) => [c.name, mode === 'values' ? [] : new Sum()]));
  let inOrder = true;
  await parquetRead({
    file: buffer,
    metadata,
    compressors,
    parsers,
    onChunk({ columnName, columnData, rowStart }) {
      const type = leaves.find((e) => e.name === columnName).type;
      for (let i = 0; i < columnData.length; i++) {
        const value = columnData[i] ?? null;
        if (mode === 'sums') {
          found[columnName].add(value);
          inOrder &&= columnName !== columns[0].name || value === BigInt(rowStart + i);
        } else {
          found[columnName][rowStart + i] =
            value === null ? null
            : type === 'DOUBLE' ? bits(value)
            : String(value);
        }
      }
    },
  });
  return {
    createdBy: metadata.created_by,
    rows: Number(metadata.num_rows),
    groups: metadata.row_groups.map((g) => Number(g.num_rows)),
    columns,
    chunks,
    found,
    inOrder,
  };
}
