import type { ComparedTexts } from "./compare-storage.ts";

/** What a first visit shows: Postman sends a form, the command JSON. All values are made up. */
export const COMPARE_EXAMPLE: ComparedTexts = {
  works: {
    text: JSON.stringify(
      {
        info: { name: "Refresh" },
        item: [
          {
            name: "Refresh",
            request: {
              method: "POST",
              auth: {
                type: "basic",
                basic: [
                  { key: "username", value: "k3tq8bp2xw5mr7dn" },
                  { key: "password", value: "Vq7hz2Rk9" },
                ],
              },
              body: {
                mode: "urlencoded",
                urlencoded: [
                  { key: "grant_type", value: "refresh_token" },
                  { key: "refresh_token", value: "zuq4dyq6yxnw2yxsk3fcjc8h" },
                ],
              },
              url: { raw: "https://id.example.com/oauth/token" },
            },
          },
        ],
      },
      null,
      2,
    ),
    shell: "auto",
  },
  fails: {
    text: 'curl https://id.example.com/oauth/token \\\n  -u k3tq8bp2xw5mr7dn:Vq7hz2Rk9 \\\n  -H "Content-Type: application/json" \\\n  -d \'{"grant_type":"refresh_token","refresh_token":"zuq4dyq6yxnw2yxsk3fcjc8h"}\'',
    shell: "auto",
  },
};
