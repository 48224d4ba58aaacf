import { design, fixed, parameterised, type TypedDesign } from 'bitwright';
import { complexMultiplier, defaults } from './complex-multiplier.ts';

/**
 * Two antennas combined with complex weights, y = x0 * w0 + x1 * w1: the multiplier is built once and instantiated twice,
 * so the Verilog has one module for it.
 */
export function combiner(p: typeof defaults): TypedDesign {
  const multiplier = complexMultiplier(p);
  const part = fixed(p.width, 1);

  return design(
    'combiner',
    {
      inputs: {
        x0_re: part,
        x0_im: part,
        w0_re: part,
        w0_im: part,
        x1_re: part,
        x1_im: part,
        w1_re: part,
        w1_im: part,
      },
      outputs: { y_re: part, y_im: part },
      doc: 'Two-antenna combiner, y = x0 * w0 + x1 * w1 over complex numbers, saturating.',
    },
    (port, d) => {
      const first = d.instance(
        multiplier,
        { ar: port.x0_re, ai: port.x0_im, br: port.w0_re, bi: port.w0_im },
        'antenna_0',
      );
      const second = d.instance(
        multiplier,
        { ar: port.x1_re, ai: port.x1_im, br: port.w1_re, bi: port.w1_im },
        'antenna_1',
      );
      return {
        y_re: first.pr.add(second.pr).named('sum_re').cast(part, 'TRN', 'SAT'),
        y_im: first.pi.add(second.pi).named('sum_im').cast(part, 'TRN', 'SAT'),
      };
    },
  );
}

export default parameterised(defaults, combiner);
