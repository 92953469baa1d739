import { describe, expect, it } from 'vitest';
import { pageHeaders } from '#main/host/pageHeaders.ts';

describe('the page headers', () => {
  const policy = pageHeaders['Content-Security-Policy'];

  it('refuse everything that is not named', () => {
    expect(policy.split('; ')[0]).toBe("default-src 'none'");
  });

  it('name no other host, and let no text be run as code', () => {
    expect(policy).not.toMatch(/https?:|wss?:|\*|unsafe/);
  });
});
