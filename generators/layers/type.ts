import { fail } from '../diagnostics/diagnostic.ts';
import { MAX_LENGTH } from '../formats/build.ts';
import type { FixedFormat } from '../formats/format.ts';
import { checkOverflow, parseOverflow } from '../formats/modes.ts';
import { foldOf } from './folding.ts';
import type { Layer } from './layer.ts';
import { formatsByChannel, type Range, smallestFormat } from './range.ts';
import type { Hardware, Output } from './settings.ts';
import { channelsOf, sizeOf, type TensorType } from './tensor.ts';

/** The type of what a layer gives, by its own rule and its `output`. Throws a diagnostic where they do not fit. */
export function typeOfLayer(
  layer: Layer,
  inputs: readonly TensorType[],
  settings: Readonly<Record<string, unknown>>,
): TensorType {
  const [least, most] = layer.arity;
  if (inputs.length < least || inputs.length > most)
    fail(
      'BW2107',
      `${layer.name} takes ${least === most ? least : `${least} to ${most}`} input${most === 1 ? '' : 's'}, not ${inputs.length}`,
      { help: `name ${least === most ? 'as many layers' : 'its layers'} in 'from'` },
    );
  const { shape, ranges } = layer.result(inputs, settings);
  const output = settings.output as Output | undefined;
  const type = { shape, formats: output ? output.format : exactFormats(layer, ranges) };
  checkTensor(type);
  if (layer.matrix) foldOf(layer.matrix(inputs, settings), settings.hardware as Hardware);
  if (output) for (const format of output.format) checkOverflow(parseOverflow(output.overflow), format);
  return type;
}

/** Holds what a tensor edge must be: of a size that a port can have, with formats that go together. */
export function checkTensor({ shape, formats }: TensorType): void {
  const [size, channels] = [sizeOf(shape), channelsOf(shape)];
  if (size > MAX_LENGTH)
    fail('BW2114', `[${shape.join(', ')}] has ${size} elements, and a tensor has ${MAX_LENGTH} at most`, {
      help: 'make the picture smaller, or divide it',
    });
  if (formats.length > 1 && formats.length !== channels)
    fail('BW2111', `${formats.length} formats for ${channels} channels`, {
      help: 'give one format, or one for each channel of the last axis',
    });
  const [first] = formats;
  if (formats.some((f) => f.width !== first.width || f.signed !== first.signed))
    fail('BW2111', 'the formats of the channels differ in width or signedness', {
      help: 'give all channels one width and signedness; only their binary points may differ',
    });
}

function exactFormats(layer: Layer, ranges: readonly Range[]): FixedFormat[] {
  const finite = ranges.map((r) => {
    if (r.frac === undefined)
      fail('BW2112', `the exact result of ${layer.name} has no end behind the binary point`, {
        help: "say how to round it: 'output' with a format",
      });
    return { ...r, frac: r.frac };
  });
  return finite.length === 1 ? [smallestFormat(finite[0])] : formatsByChannel(finite);
}
