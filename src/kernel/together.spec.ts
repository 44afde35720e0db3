import { Together } from './together';

interface Answer {
  of: string;
}

/** Answers when told to, and remembers what it was asked. */
function slow() {
  const asked: string[][] = [];
  const ends: ((error?: Error) => void)[] = [];
  const together = new Together<Answer>((keys) => {
    asked.push(keys);
    return new Promise((resolve, reject) => {
      ends.push((error) =>
        error ? reject(error) : resolve(new Map(keys.filter((key) => key !== 'nobody').map((of) => [of, { of }]))),
      );
    });
  });
  return { together, asked, answer: (error?: Error) => ends.shift()?.(error) };
}

describe('asking together', () => {
  it('asks at once, and once for all who ask meanwhile', async () => {
    const { together, asked, answer } = slow();
    const first = together.one('a');
    const later = [together.one('b'), together.one('b'), together.one('nobody')];
    expect(asked).toEqual([['a']]);
    answer();
    expect(await first).toEqual({ of: 'a' });
    expect(asked).toEqual([['a'], ['b', 'b', 'nobody']]);
    answer();
    expect(await Promise.all(later)).toEqual([{ of: 'b' }, { of: 'b' }, undefined]);
  });

  it('never gives an answer that is older than the question', async () => {
    const { together, asked, answer } = slow();
    const before = together.one('a');
    const after = together.one('a');
    answer();
    await before;
    expect(asked).toHaveLength(2);
    answer();
    await after;
  });

  it('gives everybody their own copy', async () => {
    const { together, answer } = slow();
    void together.one('x');
    const twins = [together.one('a'), together.one('a')];
    answer();
    await new Promise(setImmediate);
    answer();
    const [one, other] = await Promise.all(twins);
    expect(one).toEqual(other);
    expect(one).not.toBe(other);
  });

  it('tells those who asked of a failure, and goes on', async () => {
    const { together, answer } = slow();
    const lost = together.one('a');
    const next = together.one('b');
    answer(new Error('cut'));
    await expect(lost).rejects.toThrow('cut');
    answer();
    expect(await next).toEqual({ of: 'b' });
  });
});
