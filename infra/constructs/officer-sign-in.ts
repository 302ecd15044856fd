import { Duration, RemovalPolicy } from "aws-cdk-lib/core";
import {
  AccountRecovery,
  ClientAttributes,
  FeaturePlan,
  Mfa,
  StandardThreatProtectionMode,
  UserPool,
  type UserPoolClient,
  UserPoolGroup,
} from "aws-cdk-lib/aws-cognito";
import { Construct } from "constructs";
import { officerRole } from "../../shared/domain/directory.ts";

export type OfficerSignInProps = {
  /** Whether the sign-ins refuse to be deleted, and outlive their stack. */
  readonly protectData: boolean;
  /** Whether Cognito watches for stolen passwords and refuses sign-ins that look like one. */
  readonly watchSignIns: boolean;
};

/** Officers' accounts. Nobody signs up alone: a platform admin adds the officer, by the mail address in the directory. */
export class OfficerSignIn extends Construct {
  readonly pool: UserPool;
  readonly client: UserPoolClient;

  constructor(scope: Construct, id: string, props: OfficerSignInProps) {
    super(scope, id);
    this.pool = new UserPool(this, "Pool", {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      // An address in the token says who somebody is: a new one counts only once a code sent to it has come back.
      keepOriginal: { email: true },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { sms: false, otp: true },
      passwordPolicy: {
        minLength: 12,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      userInvitation: {
        emailSubject: "Akun petugas Tuntas",
        emailBody: "Akun Anda: {username}. Kata sandi sementara, berlaku 3 hari: {####}",
      },
      featurePlan: props.watchSignIns ? FeaturePlan.PLUS : FeaturePlan.ESSENTIALS,
      standardThreatProtectionMode: props.watchSignIns
        ? StandardThreatProtectionMode.FULL_FUNCTION
        : StandardThreatProtectionMode.NO_ENFORCEMENT,
      deletionProtection: props.protectData,
      removalPolicy: props.protectData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    for (const role of officerRole.options) {
      new UserPoolGroup(this, `Group-${role}`, { userPool: this.pool, groupName: role });
    }
    this.client = this.pool.addClient("Client", {
      generateSecret: false,
      authFlows: { userSrp: true },
      disableOAuth: true,
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      // Officers may not give themselves another address, which would be another officer's; an empty list means all.
      writeAttributes: new ClientAttributes().withStandardAttributes({ locale: true }),
      idTokenValidity: Duration.hours(1),
      accessTokenValidity: Duration.hours(1),
      // One working day, so that nobody is signed out in the middle of an answer, nor signed in overnight.
      refreshTokenValidity: Duration.hours(10),
    });
  }
}
