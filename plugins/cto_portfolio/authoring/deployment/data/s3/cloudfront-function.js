// A CloudFront function (cloudfront-js-2.0) for 'viewer request': S3 knows files alone, no folders.
// 'talks/' is answered with 'talks/index.html'; 'talks' leads to 'talks/', from which links are right.
function handler(event) {
  const request = event.request;
  const uri = request.uri;
  if (uri.endsWith("/")) {
    request.uri = uri + "index.html";
  } else if (!uri.startsWith("/.well-known/") && !uri.split("/").pop().includes(".")) {
    return { statusCode: 301, headers: { location: { value: uri.replace(/^\/+/, "/") + "/" } } };
  }
  return request;
}
