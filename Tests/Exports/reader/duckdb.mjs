import { DuckDBInstance } from '@duckdb/node-api';
import { bits } from './exact.mjs';

const exact = {
  DATE: (c) => `date_diff('day', date '1970-01-01', ${c})`,
  'TIMESTAMP WITH TIME ZONE': (c) => `epoch_us(${c})`,
  'DECIMAL(18,4)': (c) => `(${c}::decimal(38, 4) * 10000)::hugeint`,
};

const summed = { VARCHAR: (c) => `length(${c})`, BOOLEAN: (c) => `${c}::int`, DOUBLE: (c) => `${c}::hugeint` };

export async function readDuckDb(file, mode) {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const rowsOf = async (sql) => (await connection.runAndReadAll(sql)).getRows();
  const path = `'${file.replaceAll("'", "''")}'`;
  const quoted = (name) => `"${name.replaceAll('"', '""')}"`;
  const columns = (await rowsOf(`describe select * from read_parquet(${path})`)).map(([name, type]) => ({ name, type }));
  const select = columns.map(({ name, type }) => (exact[type] ?? ((c) => c))(quoted(name)));
  const found = {};
  if (mode === 'values') {
    const rows = await rowsOf(`select ${select.join(', ')} from read_parquet(${path}, file_row_number = true) order by file_row_number`);
    columns.forEach(({ name, type }, i) => {
      found[name] = rows.map((row) => (row[i] === null ? null : type === 'DOUBLE' ? bits(row[i]) : String(row[i])));
    });
  } else {
    for (const [i, { name, type }] of columns.entries()) {
      const value = (summed[type] ?? ((c) => c))(select[i]);
      const [[values, nulls, sum]] = await rowsOf(
        `select count(c), count(*) - count(c), coalesce(sum(v), 0)::hugeint from (select ${quoted(name)} c, ${value} v from read_parquet(${path}))`,
      );
      found[name] = { values: Number(values), nulls: Number(nulls), sum: sum.toString() };
    }
  }
  const [[createdBy, rows]] = await rowsOf(`select created_by, num_rows from parquet_file_metadata(${path})`);
  const metadata = await rowsOf(
    `select row_group_id, row_group_num_rows, encodings, compression, stats_null_count, stats_min_value, stats_max_value
     from parquet_metadata(${path}) order by row_group_id, column_id`,
  );
  const groups = [];
  const chunks = [];
  for (const [group, groupRows, encodings, compression, nulls, min, max] of metadata) {
    groups[group] = Number(groupRows);
    (chunks[group] ??= []).push({ encodings: String(encodings), compression, nulls: Number(nulls), min, max });
  }
  const unordered = await rowsOf(
    mode === 'sums'
      ? `select count(*) from read_parquet(${path}, file_row_number = true) where ${quoted(columns[0].name)} <> file_row_number`
      : 'select 0',
  );
  return { createdBy, rows: Number(rows), groups, columns, chunks, found, inOrder: Number(unordered[0][0]) === 0 };
}
