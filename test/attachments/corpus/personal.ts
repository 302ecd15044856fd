/** What is planted in every file of the corpus that has a place for it, and must not be in any clean copy. */
export const planted = ["Siti", "SN-12345", "rahasia"] as const;
export const [person, serialNumber, secret] = planted;

export const xmp = `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="0,30.0S" exif:GPSLongitude="117,9.0E"><dc:creator><rdf:Seq><rdf:li>${person}</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;

export const exif = {
  IFD0: { Artist: person, Copyright: person, ImageDescription: secret, Make: "Samsung", Model: "SM-A546E" },
  IFD2: { BodySerialNumber: serialNumber, CameraOwnerName: person, DateTimeOriginal: "2026:01:02 03:04:05" },
  IFD3: {
    GPSLatitudeRef: "S",
    GPSLatitude: "0/1 30/1 0/1",
    GPSLongitudeRef: "E",
    GPSLongitude: "117/1 9/1 0/1",
  },
};
