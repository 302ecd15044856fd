import { ResponseType, type RestApi } from "aws-cdk-lib/aws-apigateway";

type Problem = {
  readonly type: ResponseType;
  /** Absent: whatever status API Gateway would have given. */
  readonly status?: number;
  readonly title: string;
  readonly detail: string;
  /** Header values that need no quoting. */
  readonly headers?: Readonly<Record<string, string>>;
};

/**
 * What API Gateway answers where no function is reached, in the words of a citizen. RFC 9457 allows no status that
 * differs from the response's own, so the two defaults leave theirs out.
 */
const problems: readonly Problem[] = [
  {
    type: ResponseType.DEFAULT_4XX,
    title: "Permintaan ditolak",
    detail: "Permintaan ini tidak dapat diterima. Periksa alamat dan isinya.",
  },
  {
    type: ResponseType.DEFAULT_5XX,
    title: "Gangguan pada layanan",
    detail: "Terjadi gangguan di pihak kami. Silakan coba lagi beberapa saat lagi.",
  },
  {
    // What API Gateway says of a path or method that it does not know.
    type: ResponseType.MISSING_AUTHENTICATION_TOKEN,
    status: 404,
    title: "Tidak ditemukan",
    detail: "Alamat ini tidak ada.",
  },
  {
    type: ResponseType.RESOURCE_NOT_FOUND,
    status: 404,
    title: "Tidak ditemukan",
    detail: "Alamat ini tidak ada.",
  },
  {
    type: ResponseType.UNAUTHORIZED,
    status: 401,
    title: "Belum masuk",
    detail: "Silakan masuk terlebih dahulu; sesi Anda mungkin sudah berakhir.",
    headers: { "WWW-Authenticate": "Bearer" },
  },
  {
    // Of itself API Gateway says 403, by which no program knows that a new token is all it takes.
    type: ResponseType.EXPIRED_TOKEN,
    status: 401,
    title: "Sesi berakhir",
    detail: "Token sudah kedaluwarsa. Perbarui dengan refresh token, atau masuk lagi.",
    headers: { "WWW-Authenticate": "Bearer" },
  },
  {
    type: ResponseType.ACCESS_DENIED,
    status: 403,
    title: "Tidak berwenang",
    detail: "Akun Anda tidak berwenang melakukan ini.",
  },
  {
    type: ResponseType.WAF_FILTERED,
    status: 403,
    title: "Permintaan ditolak",
    detail: "Permintaan ini ditahan oleh pengaman. Jika Anda mengirim banyak permintaan, coba lagi lima menit lagi.",
    headers: { "Retry-After": "300" },
  },
  {
    type: ResponseType.REQUEST_TOO_LARGE,
    status: 413,
    title: "Terlalu besar",
    detail: "Isi permintaan melebihi batas.",
  },
  {
    type: ResponseType.UNSUPPORTED_MEDIA_TYPE,
    status: 415,
    title: "Jenis isi tidak dikenal",
    detail: "Kirimkan isi sebagai JSON.",
  },
  {
    type: ResponseType.THROTTLED,
    status: 429,
    title: "Terlalu banyak permintaan",
    detail: "Layanan sedang sangat ramai. Silakan coba lagi beberapa saat lagi.",
    headers: { "Retry-After": "5" },
  },
  {
    type: ResponseType.QUOTA_EXCEEDED,
    status: 429,
    title: "Kuota habis",
    detail: "Jatah permintaan Anda sudah habis.",
    headers: { "Retry-After": "3600" },
  },
  {
    type: ResponseType.INTEGRATION_FAILURE,
    status: 503,
    title: "Layanan tidak tersedia",
    detail: "Layanan sedang tidak tersedia. Silakan coba lagi beberapa saat lagi.",
    headers: { "Retry-After": "30" },
  },
  {
    type: ResponseType.INTEGRATION_TIMEOUT,
    status: 504,
    title: "Layanan terlalu lama menjawab",
    detail: "Layanan tidak menjawab pada waktunya. Silakan coba lagi beberapa saat lagi.",
    headers: { "Retry-After": "30" },
  },
];

/** Makes API Gateway's own errors `application/problem+json` (RFC 9457), readable from any web page. */
export const answerWithProblems = (api: RestApi): void => {
  for (const { type, status, title, detail, headers = {} } of problems) {
    const body = {
      type: "about:blank",
      title,
      ...(status === undefined ? {} : { status }),
      detail,
      // A placeholder that API Gateway fills in; the one thing it knows that helps to find the call again.
      instance: "urn:uuid:$context.requestId",
    };
    const quoted = Object.entries({
      "Access-Control-Allow-Origin": "*",
      "Access-Control-Expose-Headers": "Retry-After",
      "Cache-Control": "no-store",
      "Content-Language": "id",
      "Content-Type": "application/problem+json",
      ...headers,
    }).map(([name, value]) => [name, `'${value}'`]);
    api.addGatewayResponse(`Problem-${type.responseType}`, {
      type,
      ...(status === undefined ? {} : { statusCode: String(status) }),
      responseHeaders: Object.fromEntries(quoted) as Record<string, string>,
      templates: { "application/json": JSON.stringify(body) },
    });
  }
};
