/** How the ports of a row share the `tdata` of an AXI4-Stream. */
import { type Type, widthOf } from '../../formats/format.ts';
import type { Port } from '../../ir/ir.ts';
import type { ManifestField } from '../../manifest.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';

/**
 * Every port begins at a whole byte, in port order, the first one in the least significant bits. Outputs fill their last
 * byte with copies of the sign where software would read a two's complement integer, else with zeros; inputs ignore it.
 */
export function packedFields(ports: readonly Port[]): ManifestField[] {
  let lo = 0;
  return ports.map(({ name, type }) => {
    const width = widthOf(type);
    const padding = (8 - (width % 8)) % 8;
    const field: ManifestField = { port: name, lo, width, padding, fill: isTwosComplement(type) ? 'sign' : 'zero' };
    lo += width + padding;
    return field;
  });
}

export function packedWidth(fields: readonly ManifestField[]): number {
  return fields.reduce((sum, f) => sum + f.width + f.padding, 0);
}

/** The words of the fields as one `tdata`. */
export function pack(b: NetBuilder, fields: readonly ManifestField[], words: ReadonlyMap<string, Net>): Net {
  const padded = fields.map(({ port, width, padding, fill }) =>
    b.extend(words.get(port) as Net, width + padding, fill === 'sign'),
  );
  return b.concat(...padded.toReversed());
}

/** The words that a `tdata` holds, by port. */
export function unpack(b: NetBuilder, fields: readonly ManifestField[], tdata: Net): Map<string, Net> {
  return new Map(
    fields.map(({ port, lo, width }) => [port, b.named(b.slice(tdata, lo + width - 1, lo), port)] as const),
  );
}

function isTwosComplement(type: Type): boolean {
  return type.kind === 'fixed' && type.signed;
}
