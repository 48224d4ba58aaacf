import { afterEach, expect, test, vi } from 'vitest';
import { findCompiler, linkerOptions } from './compiler.ts';
import { makeDependencies } from './precompile.ts';

afterEach(() => vi.unstubAllEnvs());

test('prerequisites of a make rule', () => {
  const rule = 'it: /usr/include/a.h \\\n  /home/my\\ folder/b.h C:/x$$y.h\\\n /last.h\n';
  expect(makeDependencies(rule)).toEqual(['/usr/include/a.h', '/home/my folder/b.h', 'C:/x$y.h', '/last.h']);
});

test('no compiler, and one that CXX names in vain', async () => {
  vi.stubEnv('PATH', '');
  const missing = { diagnostic: { code: 'BW5101', help: 'Install it: sudo apt-get install g++' }, exit: 3 };
  await expect(findCompiler()).rejects.toMatchObject(missing);
  vi.stubEnv('CXX', '/no-such-folder/c++');
  await expect(findCompiler()).rejects.toMatchObject(missing);
});

test('the linker of the compiler is always among the choices', () => {
  vi.stubEnv('PATH', '');
  expect(linkerOptions()).toEqual([[]]);
});
