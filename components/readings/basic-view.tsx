"use client";

import { type ReactNode, useState } from "react";
import type { BasicMicroscope } from "../../lib/oauth/basic-microscope.ts";
import type { Credentials } from "../../lib/oauth/client-auth.ts";
import { Glyphs, maskVisible } from "../editor/glyphs.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Icon } from "../ui/icon.tsx";

const ENCODINGS = {
  form: "form-encoded, as RFC 6749 section 2.3.1 says",
  raw: "raw, as many servers take it",
} as const;

/**
 * The Basic header layer by layer, beside what it should be; its secret has one eye for all layers. `of` names the
 * exchange where a page may show more than one.
 */
export function BasicView({ basic, of }: { basic: BasicMicroscope; of?: string | undefined }) {
  const [isShown, setIsShown] = useState(false);
  const { sent, decoded, raw, formDecoded, meant, right } = basic;
  const hide = (text: string) => (isShown ? text : maskVisible(text));
  const hidePair = (text: string) => {
    const colon = text.indexOf(":");
    return colon < 0 ? hide(text) : text.slice(0, colon + 1) + hide(text.slice(colon + 1));
  };
  const isSame = raw !== null && formDecoded !== null && raw.id === formDecoded.id && raw.secret === formDecoded.secret;
  return (
    <section className="scope" aria-label={of ? `The Basic header of: ${of}` : "The Basic header"}>
      <div className="sh">
        <h2>Inside Authorization: Basic</h2>
        <span className="r">
          <span>client_secret</span>
          <button
            type="button"
            className="ico"
            aria-pressed={isShown}
            aria-label="Show the Basic header"
            onClick={() => setIsShown(!isShown)}
          >
            <Icon name="eye" />
          </button>
        </span>
      </div>
      <Conclusion basic={basic} />
      <div className="beside-it">
        <Layers title="As it is sent">
          <Layer name="Header">
            <Header text={sent} hide={hide} />
          </Layer>
          <Layer name="Decoded">{decoded === null ? "no text behind it" : <Glyphs text={hidePair(decoded)} />}</Layer>
          {raw && <Pair name={isSame ? "Read" : "Read raw"} pair={raw} hide={hide} />}
          {formDecoded && !isSame && <Pair name="Read form-decoded" pair={formDecoded} hide={hide} />}
        </Layers>
        <Layers title="As it should be">
          {right.length === 0 && <Layer name="Header">id and secret cannot be told from this</Layer>}
          {right.map(({ encoding, value }) => (
            <Layer
              key={encoding}
              name={right.length === 1 ? "Header" : `Header, ${encoding === "form" ? "form-encoded" : "raw"}`}
            >
              <Header text={value} hide={hide} /> <CopyButton text={() => value} said="Authorization header" />
            </Layer>
          ))}
          {meant && <Pair name="Read" pair={meant} hide={hide} />}
        </Layers>
      </div>
    </section>
  );
}

function Conclusion({ basic: { match, right, raw, formDecoded } }: { basic: BasicMicroscope }) {
  if (match === "both") {
    return (
      <p className="note ok">
        <Icon name="ok" />
        <span>All identical for your values: form-encoded or raw, the header is the same.</span>
      </p>
    );
  }
  if (match !== null) {
    const isRead = raw !== null && formDecoded !== null && raw.secret !== formDecoded.secret;
    return (
      <p className="note">
        <Icon name="info" />
        <span>
          Sent {ENCODINGS[match]}.{" "}
          {isRead
            ? "For these values it makes a difference: a server that does it the other way reads another secret."
            : "For these values the other way is another header, though the secret is the same."}
        </span>
      </p>
    );
  }
  return (
    <p className="note">
      <span className="s-error">
        <Icon name="error" />
      </span>
      <span>{right.length > 0 ? "The header is not what it should be." : "No id and secret can be read from it."}</span>
    </p>
  );
}

function Layers({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h3>{title}</h3>
      <dl>{children}</dl>
    </div>
  );
}

function Layer({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Pair({ name, pair, hide }: { name: string; pair: Credentials; hide: (text: string) => string }) {
  return (
    <>
      <Layer name={`${name}: id`}>{pair.id === "" ? "(empty)" : <Glyphs text={pair.id} />}</Layer>
      <Layer name={`${name}: secret`}>{pair.secret === "" ? "(empty)" : <Glyphs text={hide(pair.secret)} />}</Layer>
    </>
  );
}

/** The one blank behind the scheme belongs there; any other is worth seeing. */
function Header({ text, hide }: { text: string; hide: (text: string) => string }) {
  const scheme = /^Basic (?=\S)/i.exec(text)?.[0] ?? "";
  return (
    <>
      {scheme}
      <Glyphs text={hide(text.slice(scheme.length))} />
    </>
  );
}
