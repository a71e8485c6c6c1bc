import { acrobatSign } from "./presets/acrobat-sign.ts";
import { adobeIms } from "./presets/adobe-ims.ts";
import { airtable } from "./presets/airtable.ts";
import { amazonLwa } from "./presets/amazon-lwa.ts";
import { amazonSpApi } from "./presets/amazon-sp-api.ts";
import { asana } from "./presets/asana.ts";
import { atlassian3lo } from "./presets/atlassian-3lo.ts";
import { auth0 } from "./presets/auth0.ts";
import { autodeskAps } from "./presets/autodesk-aps.ts";
import { azureAdB2c } from "./presets/azure-ad-b2c.ts";
import { bamboohr } from "./presets/bamboohr.ts";
import { basecamp } from "./presets/basecamp.ts";
import { bigcommerce } from "./presets/bigcommerce.ts";
import { bitbucket } from "./presets/bitbucket.ts";
import { box } from "./presets/box.ts";
import { calendly } from "./presets/calendly.ts";
import { canva } from "./presets/canva.ts";
import { clickup } from "./presets/clickup.ts";
import { clover } from "./presets/clover.ts";
import { cognito } from "./presets/cognito.ts";
import { constantContact } from "./presets/constant-contact.ts";
import { discord } from "./presets/discord.ts";
import { docusign } from "./presets/docusign.ts";
import { dropbox } from "./presets/dropbox.ts";
import { ebay } from "./presets/ebay.ts";
import { etsy } from "./presets/etsy.ts";
import { exactOnline } from "./presets/exact-online.ts";
import { facebook } from "./presets/facebook.ts";
import { figma } from "./presets/figma.ts";
import { fitbit } from "./presets/fitbit.ts";
import { freshbooks } from "./presets/freshbooks.ts";
import { garmin } from "./presets/garmin.ts";
import { githubApp } from "./presets/github-app.ts";
import { gitlab } from "./presets/gitlab.ts";
import { gocardless } from "./presets/gocardless.ts";
import { google } from "./presets/google.ts";
import { gusto } from "./presets/gusto.ts";
import { hubspot } from "./presets/hubspot.ts";
import { intercom } from "./presets/intercom.ts";
import { keap } from "./presets/keap.ts";
import { keycloak } from "./presets/keycloak.ts";
import { linear } from "./presets/linear.ts";
import { linkedin } from "./presets/linkedin.ts";
import { mailchimp } from "./presets/mailchimp.ts";
import { microsoftEntra } from "./presets/microsoft-entra.ts";
import { miro } from "./presets/miro.ts";
import { monday } from "./presets/monday.ts";
import { netsuite } from "./presets/netsuite.ts";
import { notion } from "./presets/notion.ts";
import { okta } from "./presets/okta.ts";
import { oura } from "./presets/oura.ts";
import { patreon } from "./presets/patreon.ts";
import { paypal } from "./presets/paypal.ts";
import { pinterest } from "./presets/pinterest.ts";
import { pipedrive } from "./presets/pipedrive.ts";
import { procore } from "./presets/procore.ts";
import { quickbooks } from "./presets/quickbooks.ts";
import { reddit } from "./presets/reddit.ts";
import { ringcentral } from "./presets/ringcentral.ts";
import { rippling } from "./presets/rippling.ts";
import { sageAccounting } from "./presets/sage-accounting.ts";
import { sageIntacct } from "./presets/sage-intacct.ts";
import { salesforce } from "./presets/salesforce.ts";
import { servicenow } from "./presets/servicenow.ts";
import { shopify } from "./presets/shopify.ts";
import { slack } from "./presets/slack.ts";
import { snapchatMarketing } from "./presets/snapchat-marketing.ts";
import { spotify } from "./presets/spotify.ts";
import { square } from "./presets/square.ts";
import { squarespace } from "./presets/squarespace.ts";
import { strava } from "./presets/strava.ts";
import { stripeApps } from "./presets/stripe-apps.ts";
import { stripeConnect } from "./presets/stripe-connect.ts";
import { surveymonkey } from "./presets/surveymonkey.ts";
import { tiktok } from "./presets/tiktok.ts";
import { twitch } from "./presets/twitch.ts";
import { typeform } from "./presets/typeform.ts";
import { webex } from "./presets/webex.ts";
import { withings } from "./presets/withings.ts";
import { wordpressCom } from "./presets/wordpress-com.ts";
import { workday } from "./presets/workday.ts";
import { xTwitter } from "./presets/x-twitter.ts";
import { xero } from "./presets/xero.ts";
import { yahoo } from "./presets/yahoo.ts";
import { zendesk } from "./presets/zendesk.ts";
import { zoho } from "./presets/zoho.ts";
import { zoom } from "./presets/zoom.ts";
import type { Provider } from "./provider.ts";

/** Every preset, with all that is known of it. */
export const PROVIDERS: readonly Provider[] = [
  keap,
  google,
  microsoftEntra,
  azureAdB2c,
  okta,
  auth0,
  keycloak,
  cognito,
  githubApp,
  gitlab,
  bitbucket,
  atlassian3lo,
  spotify,
  salesforce,
  hubspot,
  xero,
  quickbooks,
  zoho,
  dropbox,
  box,
  slack,
  discord,
  twitch,
  reddit,
  strava,
  fitbit,
  linkedin,
  xTwitter,
  facebook,
  tiktok,
  pinterest,
  snapchatMarketing,
  zoom,
  docusign,
  paypal,
  ebay,
  amazonLwa,
  amazonSpApi,
  shopify,
  stripeConnect,
  stripeApps,
  square,
  notion,
  asana,
  airtable,
  clickup,
  figma,
  canva,
  linear,
  monday,
  mailchimp,
  constantContact,
  freshbooks,
  sageAccounting,
  sageIntacct,
  pipedrive,
  zendesk,
  servicenow,
  workday,
  netsuite,
  procore,
  bigcommerce,
  etsy,
  patreon,
  wordpressCom,
  yahoo,
  oura,
  withings,
  garmin,
  calendly,
  typeform,
  surveymonkey,
  ringcentral,
  webex,
  clover,
  gocardless,
  adobeIms,
  acrobatSign,
  autodeskAps,
  gusto,
  rippling,
  miro,
  basecamp,
  intercom,
  bamboohr,
  exactOnline,
  squarespace,
];
