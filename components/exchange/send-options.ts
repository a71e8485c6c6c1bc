/** What a send is told beside the request. */
export interface SendOptions {
  readonly timeoutMs?: number;
  /** PEM, trusted for this endpoint alone. */
  readonly caCertificate?: string;
}
