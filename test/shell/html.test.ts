import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { html } from "../../shared/shell/html.ts";

describe("markup", () => {
  it("escapes text, in elements and in attributes", () => {
    const name = `<script>alert("1")</script> & 'x'`;
    expect(html`<a title="${name}">${name}</a>`.markup).toBe(
      `<a title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;">&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;</a>`,
    );
  });

  it("takes markup as it is, lists one after another, numbers, and null as nothing", () => {
    const numbers = [1, 2].map((n) => html`<b>${n}</b>`);
    expect(html`<i>${numbers}${null}</i>`.markup).toBe("<i><b>1</b><b>2</b></i>");
  });

  it("lets no text open a tag, an attribute or an entity", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(html`${text}`.markup).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/);
      }),
    );
  });

  it("keeps backslashes of its own template as they stand for", () => {
    expect(html`a\\b`.markup).toBe("a\\b");
  });
});
