/**
 * Names that are safe in every language that is generated. A name that went through `safeIdentifier` holds letters, digits
 * and underscores only, so no text of the user's can reach the output as anything but a name.
 */

const words = (text: string) => text.trim().split(/\s+/);

/** What stands in for a language in messages about names of headers. */
const HLS_HEADERS = 'the C and HLS headers';

/** Reserved words by language, in the order in which they are reported. */
const RESERVED: Readonly<Record<string, ReadonlySet<string>>> = {
  // IEEE 1364-2005, annex B.
  Verilog: new Set(
    words(`
      always and assign automatic begin buf bufif0 bufif1 case casex casez cell cmos config deassign default defparam design
      disable edge else end endcase endconfig endfunction endgenerate endmodule endprimitive endspecify endtable endtask
      event for force forever fork function generate genvar highz0 highz1 if ifnone incdir include initial inout input
      instance integer join large liblist library localparam macromodule medium module nand negedge nmos nor
      noshowcancelled not notif0 notif1 or output parameter pmos posedge primitive pull0 pull1 pulldown pullup
      pulsestyle_ondetect pulsestyle_onevent rcmos real realtime reg release repeat rnmos rpmos rtran rtranif0 rtranif1
      scalared showcancelled signed small specify specparam strong0 strong1 supply0 supply1 table task time tran tranif0
      tranif1 tri tri0 tri1 triand trior trireg unsigned use uwire vectored wait wand weak0 weak1 while wire wor xnor xor`),
  ),
  // IEEE 1800-2017, annex B, beyond Verilog's.
  SystemVerilog: new Set(
    words(`
      accept_on alias always_comb always_ff always_latch assert assume before bind bins binsof bit break byte chandle
      checker class clocking const constraint context continue cover covergroup coverpoint cross dist do endchecker
      endclass endclocking endgroup endinterface endpackage endprogram endproperty endsequence enum eventually expect
      export extends extern final first_match foreach forkjoin global iff ignore_bins illegal_bins implements implies
      import inside int interconnect interface intersect join_any join_none let local logic longint matches modport
      nettype new nexttime null package packed priority program property protected pure rand randc randcase randsequence
      ref reject_on restrict return s_always s_eventually s_nexttime s_until s_until_with sequence shortint shortreal
      soft solve static string strong struct super sync_accept_on sync_reject_on tagged this throughout timeprecision
      timeunit type typedef union unique unique0 until until_with untyped var virtual void wait_order weak wildcard with
      within`),
  ),
  // ISO C++17, [lex.key] and [lex.digraph], and the words that C++20 adds.
  'C++': new Set(
    words(`
      alignas alignof and and_eq asm auto bitand bitor bool break case catch char char16_t char32_t char8_t class co_await
      co_return co_yield compl concept const const_cast consteval constexpr constinit continue decltype default delete do
      double dynamic_cast else enum explicit export extern false final float for friend goto if import inline int long
      module mutable namespace new noexcept not not_eq nullptr operator or or_eq override private protected public
      register reinterpret_cast requires return short signed sizeof static static_assert static_cast struct switch
      template this thread_local throw true try typedef typeid typename union unsigned using virtual void volatile wchar_t
      while xor xor_eq`),
  ),
  // Macros and names that the standard headers, <complex.h>, GNU C++ and the HLS libraries bring into every scope; of the
  // libraries' names, those that do not begin as LIBRARY_PREFIX says.
  [HLS_HEADERS]: new Set(
    words(`
      BUFSIZ CHAR_BIT CHAR_MAX CHAR_MIN DBL_MAX DBL_MIN DOMAIN EOF EXIT_FAILURE EXIT_SUCCESS FILE FLT_MAX FLT_MIN HUGE_VAL
      I INFINITY INT_MAX INT_MIN LONG_MAX LONG_MIN M_E M_PI NAN NULL OVERFLOW RAND_MAX SHRT_MAX SHRT_MIN UCHAR_MAX
      UINT_MAX ULONG_MAX UNDERFLOW USHRT_MAX assert errno i386 linux main stderr stdin stdout std unix
      int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t size_t ptrdiff_t
      APFX_IEEE_DOUBLE_E_MAX APFX_IEEE_DOUBLE_E_MIN BIAS BIT_WIDTH_UPPER_LIMIT CHAR_IS_SIGNED DOUBLE_BIAS DOUBLE_EXP
      DOUBLE_MAN FLOAT_BIAS FLOAT_EXP FLOAT_MAN HALF_BIAS HALF_EXP HALF_MAN INLINE MAX_INT_BITS MAX_MODE MIN_INT_BITS hls
      retval valtype`),
  ),
};

/** How the names of the ap_, ac_ and sc_ libraries begin: types, modes and macros, more of them with every version. */
const LIBRARY_PREFIX = /^(ap|af|ac|sc|ssdm|AP|AC|SC)_/;

/** How the limits and constants of <stdint.h>, <limits.h> and <stdio.h> look: INT8_MAX, SIZE_MAX, SEEK_SET. */
const STANDARD_MACRO = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*_(MAX|MIN|WIDTH)$|^SEEK_[A-Z]+$/;

/** The language whose word this is, for messages; undefined for a name that is free everywhere. */
export function reservedBy(name: string): string | undefined {
  const language = Object.keys(RESERVED).find((l) => RESERVED[l].has(name));
  return language ?? (LIBRARY_PREFIX.test(name) || STANDARD_MACRO.test(name) ? HLS_HEADERS : undefined);
}

export function isReserved(name: string): boolean {
  return reservedBy(name) !== undefined;
}

/**
 * The nearest name that every generated language takes: letters, digits and single underscores, beginning with a letter,
 * and no reserved word. A name that is already so comes back unchanged; a reserved word gets an underscore behind it, and
 * one that begins like a library's gets `n_` in front.
 */
export function safeIdentifier(text: string): string {
  // C++ reserves every name with two underscores in a row, and many with one in front.
  const plain = text
    .replace(/[^A-Za-z0-9_]+$/, '')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_/, '');
  if (LIBRARY_PREFIX.test(plain)) return `n_${plain}`;
  const name = /^[A-Za-z]/.test(plain) ? plain : `n${plain}`;
  return isReserved(name) ? `${name}_` : name;
}

/**
 * Hands out names that are safe and differ from each other and from `taken`: the wanted one, or the wanted one with the
 * lowest number from 2 that is free.
 */
export function uniqueNames(taken: Iterable<string> = []): (wanted: string) => string {
  const used = new Set(taken);
  return (wanted) => {
    const base = safeIdentifier(wanted);
    let name = base;
    for (let n = 2; used.has(name); n++) name = `${base.replace(/_$/, '')}_${n}`;
    used.add(name);
    return name;
  };
}
