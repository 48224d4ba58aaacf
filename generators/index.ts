/** What designs import: `import { design, fixed } from 'bitwright'`. */
export { type DesignBuilder, design, type PortTypes, type TypedDesign, type Values } from './design/design.ts';
export type { Matrix, MatvecOptions } from './design/matrix.ts';
export { type ParameterisedDesign, parameterised } from './design/parameterised.ts';
export type {
  IntoFloat,
  IntoFloatProduct,
  IntoFloatSum,
  Operand,
  OverflowText,
  Register,
  Signal,
  Vec,
  Wire,
} from './design/signal.ts';
export { fixed, float, int, ufixed, uint, vector } from './formats/build.ts';
export type { FixedFormat, FloatFormat, Format, Type, VectorType } from './formats/format.ts';
export type { FloatOverflow, FloatRounding, Quantization } from './formats/modes.ts';
export { parseFormat as format } from './formats/name.ts';
export type { Design } from './ir/ir.ts';
export { type Edge, type NetworkBuilder, network } from './network/builder.ts';
export type { NetworkDocument } from './network/document.ts';
export { foldBatchNorm } from './network/fold.ts';
export { printNetwork } from './network/print.ts';
export { quantised } from './network/quantised.ts';
