import "server-only";
import zlib from "node:zlib";
import { ByteBuffer } from "../http/byte-buffer.ts";
import type { Failure } from "../http/exchange.ts";

/** Bytes of a decoded body that are kept: 1 MiB. */
export const DECODED_LIMIT = 1024 * 1024;

/** A body as its Content-Encoding means it, as far as it could be decoded. */
export interface Decoded {
  readonly bytes: Uint8Array;
  readonly failure: Failure | null;
}

/**
 * Undoes one content coding (RFC 9110 section 8.4.1): gzip, deflate (with or without the zlib wrapper) or br. Several
 * codings, or one that is not known, leave the bytes as they are. `isWhole` false means that the end is known to be missing.
 */
export async function decodeBody(encoded: Uint8Array, codings: readonly string[], isWhole: boolean): Promise<Decoded> {
  const real = codings.map((coding) => coding.trim().toLowerCase()).filter((coding) => !/^(identity)?$/.test(coding));
  const decoder = real.length === 1 && encoded.length > 0 ? createDecoder(real[0] ?? "", encoded, isWhole) : undefined;
  return decoder ? run(decoder, encoded) : { bytes: encoded, failure: null };
}

type Decoder = zlib.Gunzip | zlib.Inflate | zlib.InflateRaw | zlib.BrotliDecompress;

function createDecoder(coding: string, encoded: Uint8Array, isWhole: boolean): Decoder | undefined {
  const { Z_FINISH, Z_SYNC_FLUSH, BROTLI_OPERATION_FINISH, BROTLI_OPERATION_FLUSH } = zlib.constants;
  const finishFlush = isWhole ? Z_FINISH : Z_SYNC_FLUSH;
  switch (coding) {
    case "gzip":
    case "x-gzip":
      return zlib.createGunzip({ finishFlush });
    case "deflate":
      return hasZlibHeader(encoded) ? zlib.createInflate({ finishFlush }) : zlib.createInflateRaw({ finishFlush });
    case "br":
      return zlib.createBrotliDecompress({ finishFlush: isWhole ? BROTLI_OPERATION_FINISH : BROTLI_OPERATION_FLUSH });
    default:
      return undefined;
  }
}

/** RFC 1950 section 2.2: method 8, and a check sum over the first two bytes. */
function hasZlibHeader([first = 0, second = 0]: Uint8Array): boolean {
  return (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0;
}

function run(decoder: Decoder, encoded: Uint8Array): Promise<Decoded> {
  return new Promise((resolve) => {
    const bytes = new ByteBuffer();
    const settle = (failure: Failure | null) => {
      decoder.destroy();
      resolve({ bytes: bytes.slice(), failure });
    };
    decoder.on("data", (piece: Uint8Array) => {
      const room = DECODED_LIMIT - bytes.length;
      bytes.append(piece.subarray(0, room));
      if (piece.length > room) {
        settle({ kind: "too-large", message: "The body is larger than 1 MiB once it is decompressed." });
      }
    });
    decoder.once("error", () => {
      settle({ kind: "protocol", message: "The body is not in the compression that Content-Encoding names." });
    });
    decoder.once("end", () => settle(null));
    decoder.end(encoded);
  });
}
