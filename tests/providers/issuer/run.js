// A certified OpenID provider that consents to everything, as the person whom the header `X-Account` names.
// Prints the address that it listens on.
import http from 'node:http';
import Provider from 'oidc-provider';

const [port, redirectUri] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;

const provider = new Provider(issuer, {
  clients: [{ client_id: 'ostiary', client_secret: 'a-secret-of-the-client', redirect_uris: [redirectUri] }],
  pkce: { required: () => true },
  claims: { email: ['email', 'email_verified'], profile: ['name'] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  async findAccount(_ctx, id) {
    return {
      accountId: id,
      claims: () => ({ sub: id, email: `${id}@issuer.example.com`, email_verified: id !== 'unverified', name: 'Ada' }),
    };
  },
});

async function consent(request, response) {
  const { params, prompt } = await provider.interactionDetails(request, response);
  const accountId = request.headers['x-account'] ?? 'ada';
  const grant = new provider.Grant({ accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  const result = prompt.name === 'login' ? { login: { accountId } } : { consent: { grantId: await grant.save() } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true });
}

const callback = provider.callback();
http
  .createServer((request, response) => {
    if (request.url.startsWith('/interaction/')) consent(request, response);
    else callback(request, response);
  })
  .listen(Number(port), '127.0.0.1', () => console.log(issuer));
