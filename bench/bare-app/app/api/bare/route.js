import http from "node:http";

export const dynamic = "force-dynamic";

const BODY = "grant_type=refresh_token&refresh_token=token";

/** Takes JSON, makes one request on a socket of its own, answers the JSON that came. */
export async function POST(request) {
  const { port } = await request.json();
  const reply = await new Promise((resolve, reject) => {
    const headers = { "Content-Type": "application/x-www-form-urlencoded", Authorization: "Basic YXBwOnNlY3JldA==" };
    const options = { host: "127.0.0.1", port, method: "POST", path: "/token", headers, agent: false };
    const sent = http.request(options, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () => resolve(JSON.parse(Buffer.concat(chunks).toString())));
    });
    sent.on("error", reject).end(BODY);
  });
  return Response.json(reply);
}
