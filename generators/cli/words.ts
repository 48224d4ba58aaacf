import { fail, type Where } from '../diagnostics/diagnostic.ts';
import type { GoldenPort } from '../golden/golden.ts';

/** Hexadecimal words (`3f` or `0x3f`) of a row, one per port in port order. */
export function readWords(texts: readonly string[], ports: readonly GoldenPort[], where: Where): bigint[] {
  if (texts.length !== ports.length)
    fail('BW4001', `the row has ${texts.length} words, the design has ${ports.length} input ports`, {
      where,
      help: `give one hexadecimal word per port: ${ports.map((p) => p.name).join(' ')}`,
    });
  return texts.map((text, i) => {
    if (!/^(0[xX])?[0-9a-fA-F]+$/.test(text))
      fail('BW4002', `'${text}' is not a hexadecimal word`, { where, help: 'write raw words such as 3f or 0x3f' });
    const word = BigInt(/^0[xX]/.test(text) ? text : `0x${text}`);
    if (word >> BigInt(ports[i].width) !== 0n)
      fail('BW4003', `the word ${text} has more than the ${ports[i].width} bits of port ${ports[i].name}`, { where });
    return word;
  });
}
